import { describe, expect, it } from 'vitest'
import { bearerDeployment } from '../test-support/bedrock-recordings.test.ts'
import { chatCall } from '../test-support/provider-call.test.ts'
import { finishReason, wholeAnswer } from './answer.ts'

const read = (
  content: readonly object[],
  more: object = {},
  request: object = {},
  model = 'anthropic.claude-3-7-x',
) => {
  const message = { output: { message: { role: 'assistant', content } }, stopReason: 'end_turn', usage: {}, ...more }
  const call = chatCall(request, { deployment: { ...bearerDeployment, model } })
  return wholeAnswer(Buffer.from(JSON.stringify(message)), call)
}
const choice = (...given: Parameters<typeof read>) => read(...given).result().choices[0]
const tool = (name: string, input?: object, more = {}) => ({
  toolUse: { toolUseId: `id-${name}`, name, input, ...more },
})

describe('wholeAnswer', () => {
  it('joins the texts, cited ones too, and leaves out what it does not know', () => {
    const cited = { citationsContent: { content: [{ text: 'b' }], citations: [{}] } }
    expect(choice([{ text: 'a' }, cited, { text: 'c' }, { audio: {} }])?.message).toEqual({
      ...{ role: 'assistant', content: 'abc' },
    })
    expect(choice([])?.message.content).toBe('')
  })

  it('makes calls of tools, but of those that Bedrock ran itself', () => {
    const content = [tool('f', { a: 1 }), tool('g'), tool('nova_grounding', {}, { type: 'server_tool_use' })]
    expect(choice(content, { stopReason: 'tool_use' })).toMatchObject({
      finish_reason: 'tool_calls',
      message: {
        content: null,
        tool_calls: [
          { id: 'id-f', function: { name: 'f', arguments: '{"a":1}' } },
          { id: 'id-g', function: { name: 'g', arguments: '{}' } },
        ],
      },
    })
  })

  it('tags reasoning with whose it is', () => {
    const signed = { reasoningContent: { reasoningText: { text: 'hm', signature: 'sig' } } }
    const hidden = { reasoningContent: { redactedContent: Buffer.from('EtkE').toString('base64') } }
    expect(choice([signed, hidden, { text: 'a' }])?.message).toMatchObject({
      reasoning_content: 'hm',
      thinking_blocks: [
        { type: 'thinking', thinking: 'hm', signature: 'sig', origin: 'anthropic' },
        { type: 'redacted_thinking', data: 'EtkE', origin: 'anthropic' },
      ],
    })
    const unsigned = { reasoningContent: { reasoningText: { text: 'hm' } } }
    const message = choice([unsigned, { text: 'a' }], {}, {}, 'deepseek.r1-v1:0')?.message
    expect(message).toMatchObject({ reasoning_content: 'hm' })
    expect(message).not.toHaveProperty('thinking_blocks')
  })

  it('counts what came from the cache, and what went into it', () => {
    const usage = { inputTokens: 1, outputTokens: 2, cacheReadInputTokens: 10, cacheWriteInputTokens: 100 }
    expect(read([{ text: 'a' }], { usage }).usage()).toEqual({
      ...{ prompt_tokens: 111, completion_tokens: 2, total_tokens: 113 },
      prompt_tokens_details: { cached_tokens: 10, cache_creation_tokens: 100 },
    })
  })

  it('takes the arguments of the answering tool for the text', () => {
    const request = { response_format: { type: 'json_schema', json_schema: { schema: { type: 'object' } } } }
    const more = { stopReason: 'tool_use' }
    expect(choice([{ text: 'Here:' }, tool('json_tool_call', { a: 1 })], more, request)).toEqual({
      ...{ index: 0, finish_reason: 'stop' },
      message: { role: 'assistant', content: '{"a":1}', provider_specific_fields: { structured_output: 'tool' } },
    })
    expect(choice([{ text: 'I will not.' }], {}, request)?.message.content).toBe('I will not.')
    const both = choice([tool('f', {}), tool('json_tool_call', {})], more, {
      ...request,
      tools: [{ type: 'function', function: { name: 'f' } }],
    })
    expect(both).toMatchObject({ finish_reason: 'tool_calls', message: { content: '{}', tool_calls: [{}] } })
  })

  it('keeps the trace of a guardrail to itself', () => {
    const trace = { guardrail: { modelOutput: ['the secret'] } }
    expect(JSON.stringify(read([{ text: '{NAME}' }], { trace }).result())).not.toContain('the secret')
  })

  it.each(['', 'null', '{}', '{"message":"x"}', '{"output":{"message":{}}}'])('does not believe %j', (body) => {
    expect(() => wholeAnswer(Buffer.from(body), chatCall({}, { deployment: bearerDeployment }))).toThrow(
      expect.objectContaining({ kind: 'server', code: 'upstream_invalid_response' }),
    )
  })
})

describe('finishReason', () => {
  it.each([
    ['end_turn', 'stop'],
    ['tool_use', 'stop'],
    ['stop_sequence', 'stop'],
    ['max_tokens', 'length'],
    ['model_context_window_exceeded', 'length'],
    ['guardrail_intervened', 'content_filter'],
    ['content_filtered', 'content_filter'],
    ['something new', 'stop'],
  ])('calls %s %s', (stopReason, reason) => {
    expect(finishReason(stopReason)).toBe(reason)
  })

  it.each(['malformed_model_output', 'malformed_tool_use'])('has none for %s', (stopReason) => {
    expect(() => finishReason(stopReason)).toThrow(expect.objectContaining({ kind: 'server' }))
  })
})
