import type { ChatCompletion } from '@turnout/core'
import { describe, expect, it } from 'vitest'
import { chunksOf } from './chunks-of.ts'

const usage = { prompt_tokens: 1, completion_tokens: 2, total_tokens: 3 }
const head = { id: 'a', created: 1, model: 'm', service_tier: 'default', system_fingerprint: null }

const answer = (message: ChatCompletion['choices'][number]['message'], more: object = {}): ChatCompletion => ({
  ...{ ...head, object: 'chat.completion', usage },
  choices: [{ index: 0, message, finish_reason: 'stop', ...more }],
})

const told = (result: ChatCompletion, includeUsage = false) => chunksOf('chat', result, { includeUsage })
const deltas = (result: ChatCompletion) => told(result).map(({ choices }) => choices[0]?.delta)

describe('an answer as a stream', () => {
  it('is as OpenAI streams it', () => {
    const chunk = (choices: object[], usage: object | null = null) => ({
      ...{ ...head, object: 'chat.completion.chunk', choices, usage },
    })
    const choice = { index: 0, logprobs: null, finish_reason: null }
    expect(told(answer({ role: 'assistant', content: 'Hi', refusal: null }, { logprobs: null }), true)).toEqual([
      chunk([{ ...choice, delta: { role: 'assistant', content: '', refusal: null } }]),
      chunk([{ ...choice, delta: { content: 'Hi' } }]),
      chunk([{ ...choice, delta: {}, finish_reason: 'stop' }]),
      chunk([], usage),
    ])
  })

  it('says nothing of usage to who does not ask', () => {
    const chunks = told(answer({ role: 'assistant', content: 'Hi' }))
    expect(chunks).toHaveLength(3)
    for (const chunk of chunks) expect(chunk).not.toHaveProperty('usage')
  })

  it('has reasoning before the text, under both of its names at once', () => {
    const message = { role: 'assistant', content: 'Hi', reasoning: 'r', reasoning_content: 'r', thinking_blocks: [{}] }
    expect(deltas(answer(message))).toEqual([
      { role: 'assistant', content: '' },
      { reasoning: 'r', reasoning_content: 'r' },
      { thinking_blocks: [{}] },
      { content: 'Hi' },
      {},
    ])
  })

  it('has each call begun with its name, and then what it is called with', () => {
    const call = (id: string, args: string) => ({ id, type: 'function', function: { name: 'f', arguments: args } })
    const custom = { id: 'z', type: 'custom', custom: { name: 'c', input: 'i' } }
    const tool_calls = JSON.parse(JSON.stringify([call('x', '{"a":1}'), { ...call('y', ''), index: 0 }, custom]))
    expect(deltas(answer({ role: 'assistant', content: null, tool_calls }))).toEqual([
      { role: 'assistant', content: null },
      { tool_calls: [{ index: 0, ...call('x', '') }] },
      { tool_calls: [{ index: 0, function: { arguments: '{"a":1}' } }] },
      { tool_calls: [{ index: 1, ...call('y', '') }] },
      { tool_calls: [{ index: 2, ...custom }] },
      {},
    ])
  })

  it('has the rest of a message at once, after its refusal', () => {
    const message = { role: 'assistant', content: null, refusal: 'No', annotations: [], audio: { id: 'u' } }
    expect(deltas(answer(message))).toEqual([
      { role: 'assistant', content: null, refusal: null },
      { refusal: 'No' },
      { annotations: [], audio: { id: 'u' } },
      {},
    ])
  })

  it('has log probabilities with the last of the text, and the rest of a choice at its end', () => {
    const logprobs = { content: [{ token: 'Hi' }] }
    const result = answer({ role: 'assistant', content: 'Hi' }, { logprobs, content_filter_results: {} })
    expect(told(result).map(({ choices }) => choices[0])).toEqual([
      { index: 0, delta: { role: 'assistant', content: '' }, logprobs: null, finish_reason: null },
      { index: 0, delta: { content: 'Hi' }, logprobs, finish_reason: null },
      { index: 0, delta: {}, logprobs: null, finish_reason: 'stop', content_filter_results: {} },
    ])
  })

  it('has lists and objects beside its choices once', () => {
    const chunks = told({ ...answer({ role: 'assistant', content: 'Hi' }), citations: ['a'], provider: 'p' })
    expect(chunks.map(({ citations, provider }) => [citations, provider])).toEqual([
      ...[
        [['a'], 'p'],
        [undefined, 'p'],
        [undefined, 'p'],
      ],
    ])
  })

  it('ends, also where the plain answer gave no reason', () => {
    const chunks = told(answer({ role: 'assistant', content: 'Hi' }, { finish_reason: null }))
    expect(chunks.at(-1)?.choices[0]?.finish_reason).toBe('stop')
  })

  it('completes a text', () => {
    const result = { ...head, object: 'text_completion', choices: [{ index: 0, text: 'Hi', finish_reason: 'length' }] }
    expect(chunksOf('textCompletion', result, { includeUsage: true }).map(({ choices }) => choices)).toEqual([
      [{ index: 0, text: 'Hi', finish_reason: null }],
      [{ index: 0, text: '', finish_reason: 'length' }],
    ])
  })
})
