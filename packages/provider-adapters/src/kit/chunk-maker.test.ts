import { type ChatChunk, type ChunkBatch, ProviderError } from '@turnout/core'
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { assemble } from '../test-support/assemble.test.ts'
import { chatCall } from '../test-support/provider-call.test.ts'
import { ChunkMaker } from './chunk-maker.ts'
import { completion, type SaidPart } from './completion.ts'

const make = (request: object = {}) => new ChunkMaker(chatCall(request, { stream: true }), 'here')
const flushed = (maker: ChunkMaker): ChunkBatch<'chat'> => maker.flush() ?? expect.fail('nothing was said')
const deltas = (chunks: readonly ChatChunk[]) => chunks.map(({ choices }) => choices[0]?.delta)
const usage = { prompt_tokens: 1, completion_tokens: 2, total_tokens: 3 }

describe('ChunkMaker', () => {
  it('begins once, with the first id and model', () => {
    const maker = make()
    maker.begin({ id: 'a', model: 'b' })
    maker.begin({ id: 'c', model: 'd' })
    const { chunks, facts } = flushed(maker)
    expect(chunks()).toEqual([
      {
        ...{ id: 'a', object: 'chat.completion.chunk', created: 1_700_001_000, model: 'b' },
        choices: [{ index: 0, delta: { role: 'assistant', content: '' }, finish_reason: null }],
      },
    ])
    expect(facts).toEqual({ content: false, choices: 1, events: 0, finished: [], done: false })
    expect(maker.flush()).toBeUndefined()
  })

  it('begins by itself, and makes an id where there is none', () => {
    const maker = make()
    maker.text('x', 1)
    const [first, second] = flushed(maker).chunks()
    expect(first).toMatchObject({
      id: 'chatcmpl-id-1',
      model: 'm',
      choices: [{ index: 1, delta: { role: 'assistant' } }],
    })
    expect(second).toMatchObject({ id: 'chatcmpl-id-1', choices: [{ index: 1, delta: { content: 'x' } }] })
  })

  it('tells the router what is content', () => {
    const said = (say: (maker: ChunkMaker) => void) => {
      const maker = make()
      maker.begin()
      say(maker)
      const { content, events } = flushed(maker).facts
      return [content, events]
    }
    expect(said((maker) => maker.text(''))).toEqual([false, 0])
    expect(said((maker) => maker.endReasoning('s'))).toEqual([true, 1])
    expect(said((maker) => maker.endReasoning())).toEqual([false, 0])
    expect(said((maker) => maker.say({ provider_specific_fields: {} }))).toEqual([false, 0])
    expect(said((maker) => maker.text('a'))).toEqual([true, 1])
    expect(said((maker) => maker.reasoning('a'))).toEqual([true, 1])
    expect(said((maker) => maker.refusal('a'))).toEqual([true, 1])
    expect(said((maker) => maker.redactedReasoning('a'))).toEqual([true, 1])
    expect(said((maker) => maker.wholeCall({ name: 'f' }, {}))).toEqual([true, 2])
    expect(said((maker) => maker.finish('stop'))).toEqual([true, 1])
  })

  it('numbers tool calls in each choice, and gives those without arguments none', () => {
    const maker = make()
    maker.startCall(3, { id: 'a', name: 'f' })
    maker.startCall(7, { name: 'g' })
    maker.startCall('x', { id: 'c', name: 'h' }, 1)
    maker.addArguments(7, '{"a"')
    maker.addArguments(7, '')
    maker.addArguments(7, ':1}')
    maker.addArguments('unknown', '{}')
    maker.endCall(3)
    maker.endCall(3)
    maker.finish('stop')
    maker.finish('length')
    const { chunks, facts } = flushed(maker)
    expect(assemble(chunks()).choices).toMatchObject([
      {
        message: {
          content: null,
          tool_calls: [
            { id: 'a', type: 'function', function: { name: 'f', arguments: '{}' } },
            { id: 'call_id-2', type: 'function', function: { name: 'g', arguments: '{"a":1}' } },
          ],
        },
        finish_reason: 'tool_calls',
      },
      { message: { tool_calls: [{ id: 'c', function: { name: 'h', arguments: '' } }] }, finish_reason: null },
    ])
    expect(facts).toMatchObject({ finished: [0], choices: 2 })
    expect(maker.finished).toBe(false)
    maker.finish('stop', 1)
    expect(maker.finished).toBe(true)
  })

  it.each([
    [{ a: 1 }, '{"a":1}'],
    ['{"a": 12345678901234567890}', '{"a": 12345678901234567890}'],
    ['', '{}'],
    [null, '{}'],
    [undefined, '{}'],
  ])('says the arguments %j of a whole call as %s', (input, args) => {
    const maker = make()
    maker.wholeCall({ id: 'a', name: 'f' }, input)
    expect(deltas(flushed(maker).chunks())[2]?.tool_calls).toEqual([{ index: 0, function: { arguments: args } }])
  })

  it("says a call's signature beside it and in its id", () => {
    const maker = make()
    maker.wholeCall({ id: 'a', name: 'f', signature: 's=' }, { a: 1 })
    expect(deltas(flushed(maker).chunks())[1]?.tool_calls).toEqual([
      {
        ...{ index: 0, id: 'a__thought__s=', type: 'function', function: { name: 'f', arguments: '' } },
        provider_specific_fields: { thought_signature: 's=', thought_signature_origin: 'here' },
      },
    ])
  })

  it('gives each signed block of reasoning as a whole', () => {
    const maker = make()
    maker.reasoning('a')
    maker.reasoning('b')
    maker.endReasoning('s')
    maker.reasoning('c')
    maker.endReasoning()
    maker.redactedReasoning('d')
    expect(assemble(flushed(maker).chunks()).choices[0]?.message).toMatchObject({
      reasoning_content: 'abc',
      thinking_blocks: [
        { type: 'thinking', thinking: 'ab', signature: 's', origin: 'here' },
        { type: 'redacted_thinking', data: 'd', origin: 'here' },
      ],
    })
  })

  it('tells the usage at the end, in a chunk only where it was asked for', () => {
    for (const include_usage of [true, false]) {
      const maker = make({ stream_options: { include_usage } })
      maker.usage({ ...usage, total_tokens: 0 })
      maker.usage(usage)
      maker.done()
      maker.done()
      const { chunks, facts } = flushed(maker)
      expect(facts).toMatchObject({ usage, done: true, content: false })
      expect(chunks().map(({ choices, usage }) => [choices, usage])).toEqual(include_usage ? [[[], usage]] : [])
    }
  })

  it('says nothing after an error, or after its end', () => {
    for (const end of [
      (maker: ChunkMaker) => maker.fail(new ProviderError('server', 'm')),
      (maker: ChunkMaker) => maker.done(),
    ]) {
      const maker = make()
      maker.text('a')
      end(maker)
      maker.text('b')
      maker.finish('stop')
      maker.fail(new ProviderError('timeout', 'late'))
      const { chunks, facts } = flushed(maker)
      expect(deltas(chunks()).map((delta) => delta?.content)).toEqual(['', 'a'])
      expect(facts.finished).toEqual([])
      expect(facts.error?.kind).not.toBe('timeout')
      expect(maker.over).toBe(true)
    }
  })
})

const word = fc.string({ maxLength: 8 })
const part: fc.Arbitrary<SaidPart> = fc.oneof(
  fc.record({ kind: fc.constant('text' as const), text: word }),
  fc.record({ kind: fc.constant('refusal' as const), text: word }),
  fc.record({ kind: fc.constant('reasoning' as const), text: word, signature: fc.option(word, { nil: undefined }) }),
  fc.record({ kind: fc.constant('reasoning' as const), text: fc.constant(''), redacted: word }),
  fc.record({
    kind: fc.constant('call' as const),
    name: fc.constant('f'),
    input: fc.dictionary(word, fc.integer()),
    id: word,
    signature: word,
  }),
)

function say(maker: ChunkMaker, part: SaidPart): void {
  if (part.kind === 'text') maker.text(part.text)
  else if (part.kind === 'refusal') maker.refusal(part.text)
  else if (part.kind === 'call') maker.wholeCall(part, part.input)
  else if (part.redacted) maker.redactedReasoning(part.redacted)
  else {
    for (const letter of part.text) maker.reasoning(letter)
    maker.endReasoning(part.signature)
  }
}

it('a stream put together is the plain answer', () => {
  fc.assert(
    fc.property(fc.array(part), (parts) => {
      const request = { stream_options: { include_usage: true } }
      const maker = new ChunkMaker(chatCall(request), 'o')
      maker.begin({ id: 'a', model: 'b' })
      for (const each of parts) say(maker, each)
      maker.finish('stop')
      maker.usage(usage)
      maker.done()
      const choices = [{ parts, finish: 'stop' }]
      const whole = completion(chatCall(request), 'o', { id: 'a', model: 'b', choices, usage })
      expect(assemble(flushed(maker).chunks())).toEqual(whole.result())
      expect(whole.usage()).toEqual(usage)
    }),
  )
})

it('a plain answer has an id and a model, and what else its message holds', () => {
  const extra = { annotations: [{ type: 'url_citation' }] }
  const { result } = completion(chatCall(), 'o', { choices: [{ parts: [], finish: 'length', extra }] })
  expect(result()).toEqual({
    ...{ id: 'chatcmpl-id-1', object: 'chat.completion', created: 1_700_001_000, model: 'm' },
    choices: [{ index: 0, message: { role: 'assistant', content: '', ...extra }, finish_reason: 'length' }],
  })
})

describe('log probabilities', () => {
  const logprobs = { content: [{ token: 'a', logprob: -0.5, bytes: [97], top_logprobs: [] }] }

  it('stand beside the delta of a chunk, and count for no content', () => {
    const maker = make()
    maker.text('a')
    maker.flush()
    maker.logprobs(logprobs)
    const { chunks, facts } = flushed(maker)
    expect(chunks()[0]?.choices).toEqual([{ index: 0, delta: {}, logprobs, finish_reason: null }])
    expect(facts.content).toBe(false)
  })

  it('stand beside the message of a plain answer', () => {
    const choices = [{ parts: [{ kind: 'text', text: 'a' }], finish: 'stop', logprobs } as const]
    expect(completion(chatCall(), 'here', { choices }).result().choices[0]).toMatchObject({ logprobs })
  })
})
