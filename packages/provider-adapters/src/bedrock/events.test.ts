import { describe, expect, it } from 'vitest'
import { assemble } from '../test-support/assemble.test.ts'
import { bearerDeployment } from '../test-support/bedrock-recordings.test.ts'
import { event, exception, unmodeledError } from '../test-support/event-stream.test.ts'
import { chatCall, exchangeOf, hear } from '../test-support/provider-call.test.ts'
import { bedrock } from './bedrock.ts'

const headers = { 'content-type': 'application/vnd.amazon.eventstream' }
const start = event('messageStart', { role: 'assistant' })
const text = (text: string, contentBlockIndex = 0) => event('contentBlockDelta', { contentBlockIndex, delta: { text } })
const tool = (contentBlockIndex: number, toolUseId: string, name = 'f', more = {}) =>
  event('contentBlockStart', { contentBlockIndex, start: { toolUse: { toolUseId, name, ...more } } })
const input = (contentBlockIndex: number, piece: string) =>
  event('contentBlockDelta', { contentBlockIndex, delta: { toolUse: { input: piece } } })
const reason = (contentBlockIndex: number, reasoningContent: object) =>
  event('contentBlockDelta', { contentBlockIndex, delta: { reasoningContent } })
const stop = (contentBlockIndex: number) => event('contentBlockStop', { contentBlockIndex })
const end = (stopReason = 'end_turn') => event('messageStop', { stopReason })
const metadata = event('metadata', { usage: { inputTokens: 3, outputTokens: 5, totalTokens: 8 }, metrics: {} })

async function heard(pieces: readonly Uint8Array[], request: object = {}, model = 'anthropic.claude-3-7-sonnet-x') {
  const call = chatCall(request, { stream: true, deployment: { ...bearerDeployment, model } })
  const said = await hear((await exchangeOf(bedrock(), call, { headers, pieces: [...pieces] }).exchange).batches)
  const message = assemble(said.chunks as Parameters<typeof assemble>[0]).choices[0]?.message
  return { ...said, message, error: said.facts.at(-1)?.error }
}

describe('a stream of Bedrock', () => {
  it('becomes OpenAI chunks', async () => {
    const { chunks, facts } = await heard([Buffer.concat([start, text('Hel'), text('lo'), stop(0), end(), metadata])])
    const same = { id: 'chatcmpl-id-1', object: 'chat.completion.chunk', created: 1_700_001_000 }
    const choice = (delta: object, finish_reason: string | null = null) => ({
      ...{ ...same, model: 'anthropic.claude-3-7-sonnet-x', choices: [{ index: 0, delta, finish_reason }] },
    })
    expect(chunks).toEqual([
      choice({ role: 'assistant', content: '' }),
      choice({ content: 'Hel' }),
      choice({ content: 'lo' }),
      choice({}, 'stop'),
    ])
    expect(facts).toMatchObject([{ content: true, finished: [0], done: true, usage: { total_tokens: 8 } }])
  })

  it('numbers parallel calls, and gives one without arguments none', async () => {
    const { message, finished } = await heard([
      ...[start, text('a'), stop(0), tool(1, 't1'), input(1, '{"a"'), input(1, ':1}'), stop(1)],
      ...[tool(2, 't2', 'g'), input(2, ''), stop(2), end('tool_use'), metadata],
    ])
    expect(message?.tool_calls).toEqual([
      { id: 't1', type: 'function', function: { name: 'f', arguments: '{"a":1}' } },
      { id: 't2', type: 'function', function: { name: 'g', arguments: '{}' } },
    ])
    expect(finished).toEqual([[0, 'tool_calls']])
  })

  it('leaves out tools that Bedrock runs itself', async () => {
    const pieces = [
      start,
      tool(0, 't', 'nova_grounding', { type: 'server_tool_use' }),
      input(0, '{}'),
      stop(0),
      text('a', 1),
    ]
    const { message, finished } = await heard([...pieces, end(), metadata])
    expect(message?.tool_calls).toBeUndefined()
    expect(finished).toEqual([[0, 'stop']])
  })

  it('holds reasoning until its signature is whole', async () => {
    const { message } = await heard([
      ...[start, reason(0, { text: 'h' }), reason(0, { text: 'm' }), reason(0, { signature: 'si' })],
      ...[reason(0, { signature: 'g' }), stop(0), text('a', 1), stop(1), end(), metadata],
    ])
    expect(message).toMatchObject({
      reasoning_content: 'hm',
      thinking_blocks: [{ type: 'thinking', thinking: 'hm', signature: 'sig', origin: 'anthropic' }],
      content: 'a',
    })
  })

  it('gives hidden reasoning as Anthropic has it', async () => {
    const redactedContent = Buffer.from('EtkE').toString('base64')
    const { message } = await heard([start, reason(0, { redactedContent }), stop(0), text('a', 1), end(), metadata])
    expect(message?.['thinking_blocks']).toEqual([{ type: 'redacted_thinking', data: 'EtkE', origin: 'anthropic' }])
  })

  it('is done without its metadata, and cut without its end', async () => {
    expect(await heard([start, text('a'), end()])).toMatchObject({ done: true, usage: undefined })
    expect(await heard([start, text('a'), stop(0)])).toMatchObject({ done: false, finished: [] })
  })

  it.each([
    ['throttlingException', 'rate-limit'],
    ['validationException', 'bad-request'],
    ['modelStreamErrorException', 'server'],
    ['internalServerException', 'server'],
    ['serviceUnavailableException', 'unavailable'],
    ['somethingNewException', 'server'],
  ])('tells of a %s before any content, and after', async (type, kind) => {
    const failed = exception(type, { message: 'no' })
    const before = await heard([start, failed])
    expect(before.facts.at(-1)).toMatchObject({ content: false, error: { kind, message: 'no' } })
    const after = await heard([start, text('a'), failed, text('b')])
    expect(after).toMatchObject({ text: 'a', done: false, error: { kind } })
  })

  it('knows a prompt that is too long', async () => {
    const failed = exception('validationException', { message: 'Input is too long for requested model.' })
    expect((await heard([failed])).error).toMatchObject({ kind: 'context-window' })
  })

  it('tells of an error that the service did not foresee', async () => {
    expect((await heard([start, unmodeledError('InternalError', 'oops')])).error).toMatchObject({
      ...{ kind: 'server', message: 'oops' },
    })
  })

  it.each(['malformed_model_output', 'malformed_tool_use'])('fails with %s', async (reason) => {
    expect((await heard([start, text('a'), end(reason), metadata])).error).toMatchObject({
      ...{ kind: 'server', code: 'upstream_invalid_response', message: expect.stringContaining('malformed') },
    })
  })

  it.each([
    ['max_tokens', 'length'],
    ['model_context_window_exceeded', 'length'],
    ['guardrail_intervened', 'content_filter'],
    ['content_filtered', 'content_filter'],
    ['stop_sequence', 'stop'],
  ])('ends %s with %s', async (reason, expected) => {
    expect((await heard([start, text('a'), end(reason), metadata])).finished).toEqual([[0, expected]])
  })

  it('does not believe an event that is not JSON', async () => {
    expect((await heard([start, event('contentBlockDelta', 'oops')])).error).toMatchObject({ kind: 'server' })
  })
})

describe('a stream whose answer is the call of a tool', () => {
  const schema = { type: 'json_schema', json_schema: { name: 'n', schema: { type: 'object' } } }
  const request = { response_format: schema }

  it('has the arguments for its text', async () => {
    const pieces = [start, text('Here:'), stop(0), tool(1, 't', 'json_tool_call'), input(1, '{"a"'), input(1, ':1}')]
    const { message, finished } = await heard([...pieces, stop(1), end('tool_use'), metadata], request)
    expect(message).toEqual({
      ...{ role: 'assistant', content: '{"a":1}', provider_specific_fields: { structured_output: 'tool' } },
    })
    expect(finished).toEqual([[0, 'stop']])
  })

  it('is an empty object where there are no arguments', async () => {
    const pieces = [start, tool(0, 't', 'json_tool_call'), input(0, ''), stop(0), end('tool_use'), metadata]
    expect((await heard(pieces, request)).text).toBe('{}')
  })

  it('may be text after all, and may call others', async () => {
    expect((await heard([start, text('I will not.'), stop(0), end(), metadata], request)).text).toBe('I will not.')
    const tools = [{ type: 'function', function: { name: 'f' } }]
    const pieces = [
      start,
      text('Let me see.'),
      stop(0),
      tool(1, 't'),
      input(1, '{}'),
      stop(1),
      end('tool_use'),
      metadata,
    ]
    const { message, finished } = await heard(pieces, { ...request, tools })
    expect(message).toMatchObject({ content: 'Let me see.', tool_calls: [{ id: 't' }] })
    expect(finished).toEqual([[0, 'tool_calls']])
  })
})
