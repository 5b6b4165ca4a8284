import {
  type ChatChunk,
  type ChatChunkChoice,
  type ChatCompletion,
  type ChatDelta,
  isJsonObject,
  type Json,
  type JsonObject,
  type TextCompletion,
} from '@turnout/core'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { chunksOf, eventsOf } from './chunks-of.ts'
import { wholeOf } from './whole-of.ts'

const text = fc.oneof(fc.string(), fc.string({ unit: 'binary', maxLength: 300 }), fc.lorem({ maxCount: 60 }))
const json = fc.jsonValue({ maxDepth: 2 }).map((value): Json => JSON.parse(JSON.stringify(value)))
/** Members nobody knows, none of which is a list whose entries are numbered. */
const extras = (prefix: string) =>
  fc
    .dictionary(fc.stringMatching(/^[a-z_]{1,8}$/), json, { maxKeys: 3 })
    .map((members): JsonObject => Object.fromEntries(Object.entries(members).map(([name, v]) => [prefix + name, v])))

const call = fc.record({
  id: fc.uuid(),
  type: fc.constant('function'),
  function: fc.record({ name: fc.stringMatching(/^\w{1,9}$/), arguments: text }),
})
const tool_calls = fc.array(call, { minLength: 1, maxLength: 3 })
const nullable = fc.option(text)

const message = fc
  .record(
    {
      ...{ role: fc.constant('assistant'), content: nullable, refusal: nullable, tool_calls },
      ...{ reasoning_content: nullable, reasoning: nullable, function_call: call.map((some) => some.function) },
      thinking_blocks: fc.array(fc.record({ type: fc.constant('thinking'), thinking: text, signature: text })),
      audio: fc.record({ id: fc.uuid(), data: fc.base64String(), transcript: text, expires_at: fc.nat() }),
      images: fc
        .array(text)
        .map((urls) => urls.map((url, index) => ({ type: 'image_url', image_url: { url }, index }))),
      more: extras('own_'),
    },
    { requiredKeys: ['role', 'content'] },
  )
  .map(({ more, ...said }) => {
    const isElse = said.tool_calls ?? said.function_call ?? said.refusal
    return { ...said, content: said.content === '' && isElse ? null : said.content, ...more }
  })

const token = fc.record({ token: text, logprob: fc.double({ noNaN: true }), bytes: fc.array(fc.nat(255)) })
const logprobs = fc.option(fc.record({ content: fc.option(fc.array(token)), refusal: fc.option(fc.array(token)) }))
const finish_reason = fc.constantFrom('stop', 'length', 'tool_calls', 'content_filter')
const usage = { prompt_tokens: 1, completion_tokens: 2, total_tokens: 3 }
const head = { id: fc.uuid(), created: fc.nat(), model: fc.string() }
const numbered = <T extends object>(choices: readonly T[]) => choices.map((choice, index) => ({ ...choice, index }))
const choices = <T extends object>(choice: fc.Arbitrary<T>) =>
  fc.array(choice, { minLength: 1, maxLength: 3 }).map(numbered)

const completion: fc.Arbitrary<ChatCompletion> = fc
  .record({
    ...head,
    ...{ object: fc.constant('chat.completion'), usage: fc.constant(usage), more: extras('x_') },
    choices: choices(
      fc
        .record(
          { message, finish_reason, logprobs, more: extras('y_') },
          { requiredKeys: ['message', 'finish_reason'] },
        )
        .map(({ more, ...choice }) => ({ ...choice, ...more })),
    ),
  })
  .map(({ more, ...rest }) => ({ ...rest, ...more }))

const listed = fc.record({
  tokens: fc.array(text),
  token_logprobs: fc.array(fc.double({ noNaN: true })),
  top_logprobs: fc.constant(null),
})
const textCompletion: fc.Arbitrary<TextCompletion> = fc
  .record({
    ...head,
    ...{ object: fc.constant('text_completion'), usage: fc.constant(usage), more: extras('x_') },
    choices: choices(
      fc.record({ text, finish_reason, logprobs: fc.option(listed) }, { requiredKeys: ['text', 'finish_reason'] }),
    ),
  })
  .map(({ more, ...rest }) => ({ ...rest, ...more }))

const told = (answer: ChatCompletion) => chunksOf('chat', answer, { includeUsage: true })

/** The same stream, cut otherwise: each text in two, now and then several choices in one chunk, or none at all. */
function recut(chunks: readonly ChatChunk[], random: () => number): readonly ChatChunk[] {
  const finer = chunks.flatMap((chunk) =>
    chunk.choices.length === 0
      ? chunk
      : chunk.choices.flatMap((choice) => halves(choice, random).map((half) => ({ ...chunk, choices: [half] }))),
  )
  const recut: ChatChunk[] = []
  for (const chunk of finer) {
    const before = recut.at(-1)
    const sameHead = before && Object.keys(chunk).every((name) => Object.hasOwn(before, name))
    if (sameHead && before.choices.length > 0 && random() < 0.3)
      recut[recut.length - 1] = { ...before, choices: [...before.choices, ...chunk.choices] }
    else recut.push(chunk)
    if (random() < 0.1) recut.push({ ...chunk, choices: [] })
  }
  return recut
}

function halves(choice: ChatChunkChoice, random: () => number): readonly ChatChunkChoice[] {
  const { delta } = choice
  const cut = (whole: string): [string, string] => {
    const at = Math.floor(random() * (whole.length + 1))
    return [whole.slice(0, at), whole.slice(at)]
  }
  const split = (first: ChatDelta, second: ChatDelta) => {
    const { logprobs: some, finish_reason: _, ...rest } = choice
    return [
      { ...choice, delta: first },
      { ...rest, ...(some === undefined ? {} : { logprobs: null }), delta: second },
    ]
  }
  for (const name of ['content', 'reasoning_content', 'refusal'])
    if (typeof delta[name] === 'string' && Object.keys(delta).length === 1) {
      const [first, second] = cut(delta[name])
      return split({ [name]: first }, { role: 'assistant', [name]: second })
    }
  const [entry] = delta.tool_calls ?? []
  const called = entry?.['function']
  if (entry && isJsonObject(called) && typeof called['arguments'] === 'string') {
    const [first, second] = cut(called['arguments'])
    const { index = 0, id, type } = entry
    return split(
      { tool_calls: [{ ...entry, function: { ...called, arguments: first } }] },
      {
        tool_calls: [
          { index, ...(id ? { id } : {}), ...(type ? { type } : {}), function: { ...called, arguments: second } },
        ],
      },
    )
  }
  return [choice]
}

describe('an answer told again', () => {
  it('is the answer, put together', () =>
    fc.assert(
      fc.property(completion, fc.boolean(), (answer, includeUsage) => {
        const chunks = chunksOf('chat', answer, { includeUsage })
        expect(wholeOf('chat', chunks, answer.usage)).toEqual(answer)
      }),
    ))

  it('is the answer, put together, where it completes a text', () =>
    fc.assert(
      fc.property(textCompletion, fc.boolean(), (answer, includeUsage) => {
        const chunks = chunksOf('textCompletion', answer, { includeUsage })
        expect(wholeOf('textCompletion', chunks, answer.usage ?? undefined)).toEqual(answer)
      }),
    ))

  it('is the answer however it is cut', () =>
    fc.assert(
      fc.property(completion, fc.infiniteStream(fc.double({ min: 0, max: 0.999, noNaN: true })), (answer, chance) => {
        const random = () => chance.next().value ?? 0
        expect(wholeOf('chat', recut(told(answer), random), answer.usage)).toEqual(answer)
      }),
    ))

  it('is the same as events', () =>
    fc.assert(
      fc.property(completion, fc.boolean(), (answer, includeUsage) => {
        const events = Buffer.from(eventsOf('chat', answer, { includeUsage })).toString()
        const frames = events.split('\n\n')
        expect(frames.pop()).toBe('')
        const parsed = frames.map((frame) => JSON.parse(frame.replace(/^data: /, '')))
        expect(parsed).toEqual(JSON.parse(JSON.stringify(chunksOf('chat', answer, { includeUsage }))))
      }),
    ))

  it('has each choice in its place, begun by its role and ended once', () =>
    fc.assert(
      fc.property(completion, (answer) => {
        const chunks = chunksOf('chat', answer, { includeUsage: false })
        for (const { index, finish_reason } of answer.choices) {
          const own = chunks.flatMap(({ choices: some }) => some.filter((choice) => choice.index === index))
          expect(own[0]?.delta.role).toBe('assistant')
          expect(own.map((choice) => choice.finish_reason)).toEqual([...own.slice(1).map(() => null), finish_reason])
          expect(own.at(-1)?.delta).toEqual({})
        }
      }),
    ))
})
