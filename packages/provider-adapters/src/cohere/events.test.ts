import { describe, expect, it } from 'vitest'
import { assemble } from '../test-support/assemble.test.ts'
import { chatCall, eventStream, exchangeOf, hear } from '../test-support/provider-call.test.ts'
import { cohere } from './cohere.ts'

const event = (type: string, more: object = {}) => `event: ${type}\ndata: ${JSON.stringify({ type, ...more })}\n\n`
const message = (type: string, index: number, message: object) => event(type, { index, delta: { message } })
const start = event('message-start', {
  id: 'c1',
  delta: { message: { role: 'assistant', tool_calls: [], citations: [] } },
})
const text = (text: string, more: object = {}) =>
  event('content-delta', { index: 0, delta: { message: { content: { text } } }, ...more })
const thought = (thinking: string) => message('content-delta', 0, { content: { thinking } })
const usage = { billed_units: { input_tokens: 1, output_tokens: 2 }, tokens: { input_tokens: 10, output_tokens: 5 } }
const end = (finish_reason: string, more: object = {}) =>
  event('message-end', { delta: { finish_reason, usage, ...more } })
const callStart = (index: number, id: string, name: string) =>
  message('tool-call-start', index, { tool_calls: { id, type: 'function', function: { name, arguments: '' } } })
const callDelta = (index: number, args: string) =>
  message('tool-call-delta', index, { tool_calls: { function: { arguments: args } } })
const callEnd = (index: number) => event('tool-call-end', { index })

async function heard(pieces: readonly string[], request: object = {}) {
  const { exchange } = exchangeOf(cohere(), chatCall(request, { stream: true }), eventStream(...pieces))
  const all = await hear((await exchange).batches)
  return { ...all, completion: assemble(all.chunks as Parameters<typeof assemble>[0]) }
}

const choiceOf = async (pieces: readonly string[], request: object = {}) =>
  (await heard(pieces, request)).completion.choices[0]

describe('a Cohere stream', () => {
  it('says texts and thoughts apart, and counts them', async () => {
    const open = message('content-start', 0, { content: { type: 'thinking', thinking: '' } })
    const pieces = [start, open, thought('hm'), event('content-end', { index: 0 }), text('Hi'), end('MAX_TOKENS')]
    const { completion, usage: counted, done, facts } = await heard(pieces)
    expect(completion).toMatchObject({ id: 'c1', choices: [{ finish_reason: 'length' }] })
    expect(completion.choices[0]?.message).toEqual({ role: 'assistant', content: 'Hi', reasoning_content: 'hm' })
    expect(counted).toMatchObject({ prompt_tokens: 10, completion_tokens: 5, billed_units: usage.billed_units })
    expect(done).toBe(true)
    expect(facts[0]?.content).toBe(false)
  })

  it('plans, then calls several tools, one of them without arguments', async () => {
    const plan = message('tool-plan-delta', 0, { tool_plan: 'I will look.' })
    const calls = [callStart(0, 'a_1', 'a'), callDelta(0, '{"x"'), callDelta(0, ':1}'), callEnd(0)]
    const empty = [callStart(1, 'b_2', 'b'), callEnd(1)]
    expect(await choiceOf([start, plan, ...calls, ...empty, end('TOOL_CALL')])).toEqual({
      index: 0,
      finish_reason: 'tool_calls',
      message: {
        role: 'assistant',
        content: null,
        reasoning_content: 'I will look.',
        tool_calls: [
          { id: 'a_1', type: 'function', function: { name: 'a', arguments: '{"x":1}' } },
          { id: 'b_2', type: 'function', function: { name: 'b', arguments: '{}' } },
        ],
      },
    })
  })

  it('tells its citations together, and how the format was kept, before it finishes', async () => {
    const citation = (start: number) => ({ start, end: start + 1, text: 'x', sources: [{ type: 'document', id: 'd' }] })
    const cited = (start: number) => message('citation-start', start, { citations: citation(start) })
    const pieces = [start, text('x'), cited(0), event('citation-end', { index: 0 }), cited(1), end('COMPLETE')]
    const fields = { citations: [citation(0), citation(1)] }
    expect((await choiceOf(pieces))?.message).toMatchObject({ provider_specific_fields: fields })
    expect((await choiceOf(pieces, { response_format: { type: 'json_object' } }))?.message).toMatchObject({
      provider_specific_fields: { ...fields, structured_output: 'native' },
    })
  })

  it('has log probabilities beside the text', async () => {
    const { chunks } = await heard([
      start,
      text('ab', { logprobs: { text: 'ab', token_ids: [1, 2], logprobs: [-1, -0.5] } }),
    ])
    const content = [{ token: 'ab', logprob: -1.5, bytes: [97, 98], top_logprobs: [] }]
    expect(chunks.flatMap(({ choices }) => choices)).toContainEqual(expect.objectContaining({ logprobs: { content } }))
  })

  it.each([
    ['ERROR', 'server', 'boom'],
    ['TIMEOUT', 'timeout', 'boom'],
    ['ERROR', 'server', undefined],
  ])('that ends in %s has failed', async (reason, kind, error) => {
    const { facts, done } = await heard([start, text('a'), end(reason, error ? { error } : {})])
    expect(facts.at(-1)?.error).toMatchObject({ kind, ...(error ? { message: error } : {}) })
    expect(done).toBe(false)
  })

  it('is cut where its end is missing', async () => {
    const { done, finished } = await heard([start, text('a'), event('content-end', { index: 0 })])
    expect([done, finished]).toEqual([false, []])
  })

  it('fails where it cannot be read', async () => {
    const { facts } = await heard([start, 'data: {"message":"oops"}\n\n'])
    expect(facts.at(-1)?.error).toMatchObject({ code: 'upstream_invalid_response' })
  })
})
