import type { ChatChunk, ChatChunkChoice, JsonObject, TextCompletion } from '@turnout/core'
import { describe, expect, it } from 'vitest'
import { wholeOf } from './whole-of.ts'

const head = { id: 'a', object: 'chat.completion.chunk', created: 1, model: 'm' }

const chunk = (delta: JsonObject, more: Partial<ChatChunkChoice> = {}): ChatChunk => ({
  ...head,
  choices: [{ index: 0, delta, finish_reason: null, ...more }],
})

const end = (finish_reason = 'stop', more: Partial<ChatChunkChoice> = {}) => chunk({}, { finish_reason, ...more })

const put = (...chunks: ChatChunk[]) => wholeOf('chat', chunks, undefined)
const message = (...chunks: ChatChunk[]) => put(...chunks)?.choices[0]?.message
const called = (index: number, call: JsonObject) => chunk({ tool_calls: [{ index, ...call }] })

describe('a stream put together', () => {
  it('is none without a choice, or with one that has not finished', () => {
    expect(put()).toBeUndefined()
    expect(put({ ...head, choices: [] })).toBeUndefined()
    expect(put(chunk({ role: 'assistant', content: 'half' }))).toBeUndefined()
    expect(put(end(), chunk({ content: 'half' }, { index: 1 }))).toBeUndefined()
    expect(put(chunk({ content: 'a' }), end(''))).toBeUndefined()
  })

  it('is none where a call has no name', () => {
    const nameless = called(0, { id: 'x', type: 'function', function: { arguments: '{}' } })
    expect(put(nameless, end('tool_calls'))).toBeUndefined()
  })

  it('has the head, and nothing of the padding', () => {
    const first = { ...head, choices: [], id: '', model: '', created: 0, prompt_filter_results: [{ prompt_index: 0 }] }
    const padded = { ...chunk({ content: 'Hi' }), obfuscation: 'x', p: 'abc', system_fingerprint: null, usage: null }
    const usage = { prompt_tokens: 1, completion_tokens: 1, total_tokens: 2 }
    const last = { ...head, choices: [], usage, service_tier: 'default' }
    expect(wholeOf('chat', [first, padded, end(), last], usage)).toEqual({
      ...{ ...head, object: 'chat.completion', usage },
      ...{ prompt_filter_results: [{ prompt_index: 0 }], system_fingerprint: null, service_tier: 'default' },
      choices: [{ index: 0, message: { role: 'assistant', content: 'Hi' }, finish_reason: 'stop' }],
    })
  })

  it('has lists beside the choices as they were said last, and objects member by member', () => {
    const said = (more: JsonObject) => ({ ...chunk({ content: 'a' }), ...more })
    const first = said({ citations: ['a'], x_groq: { id: 'r' } })
    const whole = put(first, said({ citations: ['a', 'b'], x_groq: { seed: 1 } }), end())
    expect(whole).toMatchObject({ citations: ['a', 'b'], x_groq: { id: 'r', seed: 1 } })
  })

  it.each([
    ['a text', [chunk({ role: 'assistant', content: '' }), chunk({ content: 'a' }), chunk({ content: 'b' })], 'ab'],
    ['an empty text', [chunk({ role: 'assistant', content: '' })], ''],
    ['no text', [chunk({ role: 'assistant' })], null],
    ['null', [chunk({ role: 'assistant', content: null })], null],
    ['a refusal', [chunk({ role: 'assistant', content: '' }), chunk({ refusal: 'No' })], null],
    ['a chunk without a delta', [chunk({ content: 'a' }), JSON.parse('{"choices":[{"index":0}]}')], 'a'],
  ])('has the content of %s', (_, chunks, content) => {
    expect(message(...chunks, end())?.content).toBe(content)
  })

  it('has parallel calls in their order, each with its arguments', () => {
    const chunks = [
      chunk({ role: 'assistant', content: '' }),
      called(0, { id: 'x', type: 'function', function: { name: 'f', arguments: '' } }),
      called(1, { id: 'y', type: 'function', function: { name: 'g', arguments: '' } }),
      called(0, { id: 'x', type: 'function', function: { name: 'f', arguments: '{"a"' } }),
      called(3, { id: 'w', type: 'custom', custom: { name: 'c', input: 'i' } }),
      called(0, { function: { arguments: ':1}' } }),
      called(2, { id: 'z', type: 'function', function: { name: 'h' } }),
    ]
    expect(message(...chunks, end('tool_calls'))).toEqual({
      ...{ role: 'assistant', content: null },
      tool_calls: [
        { id: 'x', type: 'function', function: { name: 'f', arguments: '{"a":1}' } },
        { id: 'y', type: 'function', function: { name: 'g', arguments: '' } },
        { id: 'z', type: 'function', function: { name: 'h', arguments: '' } },
        { id: 'w', type: 'custom', custom: { name: 'c', input: 'i' } },
      ],
    })
  })

  it('has reasoning apart from the text it came between', () => {
    const deltas = [{ reasoning_content: 'r' }, { content: 'a' }, { reasoning_content: 's' }, { content: 'b' }]
    expect(message(...deltas.map((delta) => chunk(delta)), end())).toMatchObject({
      ...{ role: 'assistant', content: 'ab', reasoning_content: 'rs' },
    })
  })

  it('has what else came in pieces, by the type of its JSON', () => {
    const deltas = [
      { audio: { id: 'u', data: 'AA', transcript: 'a', expires_at: 1 } },
      { audio: { id: 'u', data: 'BB', transcript: 'b', expires_at: 2 } },
      { annotations: [{ type: 'url_citation' }] },
      { annotations: [{ type: 'file_citation' }] },
      { reasoning_details: [{ index: 0, type: 'reasoning.text', text: 'a', format: 'f' }] },
      { reasoning_details: [{ index: 0, type: 'reasoning.text', text: 'b', format: 'f' }] },
      { function_call: { name: 'f', arguments: '{' } },
      { function_call: { arguments: '}' } },
    ]
    expect(message(...deltas.map((delta) => chunk(delta)), end('function_call'))).toEqual({
      ...{ role: 'assistant', content: null },
      audio: { id: 'u', data: 'AABB', transcript: 'ab', expires_at: 2 },
      annotations: [{ type: 'url_citation' }, { type: 'file_citation' }],
      reasoning_details: [{ index: 0, type: 'reasoning.text', text: 'ab', format: 'f' }],
      function_call: { name: 'f', arguments: '{}' },
    })
  })

  it('has what the deltas say, not what a vendor repeats beside them', () => {
    const repeated = { message: { role: 'assistant', content: 'a' } }
    const whole = put(chunk({ role: 'assistant', content: 'a' }, repeated), end('stop', repeated))
    expect(whole?.choices).toEqual([{ index: 0, message: { role: 'assistant', content: 'a' }, finish_reason: 'stop' }])
    expect(put(chunk({ role: 'assistant', content: 'ab' }, repeated), end())?.choices[0]?.message.content).toBe('ab')
  })

  it('has choices by their index, with their log probabilities and what else is said of them', () => {
    const logprobs = (token: string) => ({ logprobs: { content: [{ token }], refusal: null } })
    const safe = { content_filter_results: { hate: { severity: 'safe' } } }
    const whole = put(
      chunk({ content: 'b' }, { index: 1, ...safe }),
      chunk({ content: 'a' }, { ...logprobs('a'), ...safe }),
      chunk({ content: 'A' }, { ...logprobs('A'), ...safe }),
      end('length', { index: 1 }),
      end('stop', { logprobs: null, content_filter_results: {} }),
    )
    expect(whole?.choices).toEqual([
      {
        ...{ index: 0, message: { role: 'assistant', content: 'aA' }, finish_reason: 'stop', ...safe },
        logprobs: { content: [{ token: 'a' }, { token: 'A' }], refusal: null },
      },
      { index: 1, message: { role: 'assistant', content: 'b' }, finish_reason: 'length', ...safe },
    ])
  })

  it('completes a text', () => {
    const piece = (text: string, finish_reason: string | null): TextCompletion => ({
      ...{ ...head, object: 'text_completion' },
      choices: [{ index: 0, text, finish_reason, logprobs: { tokens: [text], token_logprobs: [-1] } }],
    })
    expect(wholeOf('textCompletion', [piece('a', null), piece('b', 'length')], undefined)).toEqual({
      ...{ ...head, object: 'text_completion' },
      choices: [
        { index: 0, text: 'ab', finish_reason: 'length', logprobs: { tokens: ['a', 'b'], token_logprobs: [-1, -1] } },
      ],
    })
  })
})
