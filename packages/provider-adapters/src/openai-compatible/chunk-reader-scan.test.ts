import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { chatCall } from '../test-support/provider-call.test.ts'
import { ChunkReader } from './chunk-reader.ts'
import { chatDialect } from './dialect.ts'

/** How a server spells JSON: compact, or with spaces, as Python does. */
const spellings = {
  compact: (value: unknown) => JSON.stringify(value),
  spaced: (value: unknown): string => {
    if (Array.isArray(value)) return `[${value.map(spellings.spaced).join(', ')}]`
    if (typeof value !== 'object' || value === null) return JSON.stringify(value)
    return `{${Object.entries(value)
      .map(([key, entry]) => `${JSON.stringify(key)}: ${spellings.spaced(entry)}`)
      .join(', ')}}`
  },
} as const

/** How a server orders and pads its chunks. */
const shapes: Readonly<Record<string, (choice: object, more: object) => object>> = {
  OpenAI: (choice, more) => ({ id: 'c', object: 'chat.completion.chunk', choices: [choice], usage: null, ...more }),
  obfuscated: (choice, more) => ({
    id: 'c',
    choices: [choice],
    obfuscation: JSON.stringify(choice).slice(-7),
    ...more,
  }),
  Azure: (choice, more) => ({ choices: [choice], created: 1, id: 'c', usage: null, ...more }),
  bare: (choice, more) => ({ choices: [choice], ...more }),
}

const goesOn = (content: string, index = 0) => ({ index, delta: { content }, logprobs: null, finish_reason: null })
const ends = (reason: string, index = 0) => ({ index, delta: {}, logprobs: null, finish_reason: reason })
const azureEnd = (reason: string) => ({ content_filter_results: {}, delta: {}, finish_reason: reason, index: 0 })

const wraps: Readonly<Record<string, (data: string) => string>> = {
  'as a bare event': (data) => `data: ${data}\n\n`,
  'without a space': (data) => `data:${data}\n\n`,
  'with CRLF': (data) => `data: ${data}\r\n\r\n`,
  'behind an event name': (data) => `event: message\ndata: ${data}\n\n`,
  'over several lines': (data) =>
    `data: ${data.replace(/("finish_reason":) ?/g, '$1\ndata: ').replace('"choices"', '\ndata: "choices"')}\n\n`,
}

const everyCase = Object.keys(shapes).flatMap((shape) =>
  Object.keys(spellings).flatMap((spelling) => Object.keys(wraps).map((wrap) => [shape, spelling, wrap] as const)),
)

const readAll = (runs: readonly string[], request: object = {}) => {
  const reader = new ChunkReader(chatCall(request, { stream: true }), chatDialect)
  return runs.map((run) => reader.read(Buffer.from(run)))
}

describe('ChunkReader, after the first content', () => {
  it.each(everyCase)('finds the end of a %s stream, %s, %s', (shape, spelling, wrap) => {
    const say = (choice: object, more = {}) =>
      wraps[wrap]?.(spellings[spelling as 'compact'](shapes[shape]?.(choice, more))) ?? ''
    const usage = { prompt_tokens: 1, completion_tokens: 2, total_tokens: 3 }
    const words = ['a', 'b', '"finish_reason":"stop"', '\\"finish_reason\\": \\"stop\\"'].map((text) =>
      say(goesOn(text)),
    )
    const end = say(shape === 'Azure' ? azureEnd('stop') : ends('stop'))
    const last = say(goesOn(''), { usage })
    const facts = readAll([...words, end, last]).map((batch) => batch.facts)
    expect(facts.map(({ finished }) => finished)).toEqual([[], [], [], [], [0], []])
    expect(facts.map((fact) => fact.usage)).toEqual([...Array(5), usage])
    expect(facts.every(({ content }) => content)).toBe(true)
  })

  it('finds both ends of two choices', () => {
    const events = [goesOn('a'), goesOn('b', 1), goesOn('c'), ends('stop', 1), goesOn('d'), ends('length')]
    const batches = readAll(
      events.map((choice) => `data: ${JSON.stringify({ choices: [choice] })}\n\n`),
      { n: 2 },
    )
    expect(batches.flatMap(({ facts }) => facts.finished)).toEqual([1, 0])
    expect(Math.max(...batches.map(({ facts }) => facts.choices))).toBe(2)
  })

  it('counts the events with content, parsed and scanned', () => {
    const say = (choice: object) => `data: ${JSON.stringify({ choices: [choice] })}\n\n`
    const role = say({ index: 0, delta: { role: 'assistant', content: '' }, finish_reason: null })
    const word = say(goesOn('a'))
    const runs = [role, `: ping\n\n${role}${word}`, word, word.repeat(3), `: ping\n\n`, word + say(ends('stop'))]
    const usage = 'data: {"choices":[],"usage":{"prompt_tokens":1,"completion_tokens":8}}\n\n'
    expect(readAll([...runs, usage]).map(({ facts }) => facts.events)).toEqual([0, 1, 1, 3, 0, 2, 0])
  })

  it('counts the choices that the deployment asks for by default', () => {
    const call = chatCall({}, { stream: true, deployment: { defaults: { n: 2 } } })
    const reader = new ChunkReader(call, chatDialect)
    const facts = [goesOn('a'), goesOn('b'), goesOn('c', 1)].map(
      (choice) => reader.read(Buffer.from(`data: ${JSON.stringify({ choices: [choice] })}\n\n`)).facts,
    )
    expect(facts[2]?.choices).toBe(2)
  })
})

const text = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 8 }),
  fc.constantFrom('"finish_reason":"stop"', '"usage":{', '"error":1', '\n\ndata: [DONE]\n\n', '}'),
)
const usage = fc
  .nat(99)
  .map((completion_tokens) => ({ prompt_tokens: 1, completion_tokens, total_tokens: 1 + completion_tokens }))

const choiceOf = fc.oneof(
  { weight: 6, arbitrary: text.map((content) => goesOn(content)) },
  fc.constant({ index: 0, delta: { role: 'assistant', content: '' }, finish_reason: null }),
  text.map((reasoning) => ({ index: 0, delta: { reasoning }, finish_reason: null })),
  fc.constantFrom('stop', 'tool_calls').map((reason) => ends(reason)),
)

const eventOf = (spelling: 'compact' | 'spaced', shape: string) =>
  fc.oneof(
    {
      weight: 8,
      arbitrary: fc
        .tuple(choiceOf, fc.option(usage, { freq: 8 }), fc.constantFrom(...Object.keys(wraps)))
        .map(
          ([choice, used, wrap]) =>
            wraps[wrap]?.(spellings[spelling](shapes[shape]?.(choice, used ? { usage: used } : {}))) ?? '',
        ),
    },
    fc.constant(': ping\n\n'),
    usage.map((used) => `data: ${spellings[spelling]({ choices: [], usage: used })}\n\n`),
  )

const stream = fc
  .tuple(fc.constantFrom('compact', 'spaced'), fc.constantFrom(...Object.keys(shapes)))
  .chain(([spelling, shape]) =>
    fc.record({
      runs: fc.array(fc.array(eventOf(spelling, shape), { minLength: 1, maxLength: 5 }), { maxLength: 6 }),
      includeUsage: fc.boolean(),
    }),
  )

/** The same, by parsing every event. */
function parsed(runs: readonly (readonly string[])[], includeUsage: boolean) {
  let committed = false
  let raw = ''
  const facts = runs.map((run) => {
    const found = {
      content: false,
      choices: 0,
      events: 0,
      finished: [] as number[],
      usage: undefined,
      done: false,
    }
    for (const event of run) {
      const data = event
        .split(/\r\n|\n/)
        .flatMap((line) => (line.startsWith('data:') ? [line.slice(5)] : []))
        .join('\n')
      const value = data === '' ? {} : JSON.parse(data)
      const [choice] = value.choices ?? []
      found.usage = value.usage ?? found.usage
      if (choice) found.choices = 1
      if (choice?.finish_reason) found.finished.push(0)
      if (choice?.finish_reason || choice?.delta.content || choice?.delta.reasoning) committed = true
      if (committed && choice) {
        found.content = true
        found.events++
      }
      if (choice || includeUsage || !value.usage) raw += event
    }
    return found
  })
  return { raw, facts }
}

describe('ChunkReader, whatever the stream', () => {
  it('finds what parsing every event finds', () => {
    fc.assert(
      fc.property(stream, ({ runs, includeUsage }) => {
        const batches = readAll(
          runs.map((run) => run.join('')),
          { stream_options: { include_usage: includeUsage } },
        )
        const expected = parsed(runs, includeUsage)
        expect(batches.map(({ facts }) => ({ usage: undefined, ...facts }))).toEqual(expected.facts)
        expect(batches.map(({ raw }) => Buffer.from(raw ?? []).toString()).join('')).toBe(expected.raw)
      }),
      { numRuns: 300 },
    )
  })
})
