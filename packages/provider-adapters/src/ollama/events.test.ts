import { describe, expect, it } from 'vitest'
import { assemble } from '../test-support/assemble.test.ts'
import { chatCall, exchangeOf, hear } from '../test-support/provider-call.test.ts'
import { ollama } from './ollama.ts'

const line = (message: object, more: object = { done: false }) =>
  `${JSON.stringify({ model: 'llama', message: { role: 'assistant', content: '', ...message }, ...more })}\n`
const end = (done_reason = 'stop', more: object = {}) =>
  line({}, { done: true, done_reason, prompt_eval_count: 3, eval_count: 5, ...more })
const calls = (...names: readonly string[]) =>
  line({ tool_calls: names.map((name) => ({ function: { name, arguments: {} } })) })

async function heard(pieces: readonly string[], request: object = {}) {
  const answer = { headers: { 'content-type': 'application/x-ndjson' }, pieces }
  const { exchange } = exchangeOf(ollama(), chatCall(request, { stream: true }), answer)
  const all = await hear((await exchange).batches)
  return { ...all, completion: assemble(all.chunks as Parameters<typeof assemble>[0]) }
}

describe('an Ollama stream', () => {
  it('thinks, speaks, and ends with its counts', async () => {
    const { completion, usage, done } = await heard([line({ thinking: 'hm' }), line({ content: 'Hi' }), end('length')])
    expect(completion).toMatchObject({ model: 'llama', choices: [{ finish_reason: 'length' }] })
    expect(completion.choices[0]?.message).toEqual({ role: 'assistant', content: 'Hi', reasoning_content: 'hm' })
    expect(usage).toEqual({ prompt_tokens: 3, completion_tokens: 5, total_tokens: 8 })
    expect(done).toBe(true)
  })

  it('calls tools, each whole and with an id of ours, in one line or several', async () => {
    const { completion } = await heard([calls('a', 'b'), calls('c'), end()])
    const [choice] = completion.choices
    expect(choice?.finish_reason).toBe('tool_calls')
    expect(choice?.message.tool_calls?.map(({ function: called }) => called)).toEqual(
      ['a', 'b', 'c'].map((name) => ({ name, arguments: '{}' })),
    )
    expect(new Set(choice?.message.tool_calls?.map(({ id }) => id)).size).toBe(3)
  })

  it("keeps a call's own id where it has one", async () => {
    const own = line({ tool_calls: [{ id: 'call_9', function: { name: 'a', arguments: { x: [1] } } }] })
    expect((await heard([own, end()])).completion.choices[0]?.message.tool_calls).toEqual([
      { id: 'call_9', type: 'function', function: { name: 'a', arguments: '{"x":[1]}' } },
    ])
  })

  it('says how the format was kept', async () => {
    const { completion } = await heard([line({ content: '{}' }), end()], { response_format: { type: 'json_object' } })
    expect(completion.choices[0]?.message).toMatchObject({ provider_specific_fields: { structured_output: 'native' } })
  })

  it('has log probabilities beside the text', async () => {
    const token = { token: 'ü', logprob: -0.5 }
    const { chunks } = await heard([
      line({ content: 'ü' }, { done: false, logprobs: [{ ...token, top_logprobs: [token] }] }),
    ])
    const said = { ...token, bytes: [195, 188] }
    expect(chunks.flatMap(({ choices }) => choices)).toContainEqual(
      expect.objectContaining({ logprobs: { content: [{ ...said, top_logprobs: [said] }] } }),
    )
  })

  it.each([
    ['before any content', []],
    ['after content', [line({ content: 'a' })]],
  ])('tells of an error %s', async (_when, before) => {
    const { facts, done } = await heard([...before, '{"error":"an error was encountered while running the model"}\n'])
    expect(facts.at(-1)?.error).toMatchObject({ kind: 'server', message: expect.stringContaining('running the model') })
    expect(done).toBe(false)
  })

  it('is cut where its last line is missing', async () => {
    expect(await heard([line({ content: 'a' })])).toMatchObject({ done: false, finished: [] })
  })

  it('counts what is not counted as none', async () => {
    expect((await heard([line({}, { done: true, done_reason: 'load' })])).usage).toEqual({
      ...{ prompt_tokens: 0, completion_tokens: 0, total_tokens: 0 },
    })
  })
})
