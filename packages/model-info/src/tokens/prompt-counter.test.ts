import fc from 'fast-check'
import { beforeAll, describe, expect, it } from 'vitest'
import { type CountText, importEncoding } from './encodings.ts'
import { promptCounter } from './prompt-counter.ts'
import { promptInput } from './prompt-piece.ts'
import { longestRun } from './text-segments.ts'

const encodings: Record<string, CountText> = {}
beforeAll(async () => {
  encodings['o200k_base'] = await importEncoding('o200k_base')
  encodings['cl100k_base'] = await importEncoding('cl100k_base')
})

/** Counts, and keeps what the tokenizer was given. */
const watched = (name: string) => {
  const given: string[] = []
  const count = promptCounter((text) => {
    given.push(text)
    return encodings[name]?.(text) ?? 0
  })
  return { given, count: (text: string, limit?: number) => count(promptInput([text]), limit) }
}

const prose = fc
  .array(
    fc.constantFrom(
      'word',
      ' ',
      '  ',
      '\n',
      ' \n',
      "don't",
      ' 12',
      '345',
      '. ',
      '!',
      '語',
      '。',
      'Ünï',
      '\u{3000}',
      '😀',
    ),
    {
      minLength: 1,
      maxLength: 12,
    },
  )
  .map((words) => words.join('').repeat(Math.ceil(20_000 / words.join('').length)))

describe.each(['o200k_base', 'cl100k_base'])('counting with %s', (name) => {
  it('in segments is what the tokenizer says of the whole, unless a run was cut', () => {
    fc.assert(
      fc.property(prose, (text) => {
        const { exact, tokens } = watched(name).count(text)
        if (exact) expect(tokens).toBe(encodings[name]?.(text))
      }),
      { numRuns: 20 },
    )
  })

  it('never comes to more than the bytes', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 300 }), fc.integer({ min: 1, max: 20 }), (unit, times) => {
        const text = unit.repeat(times)
        expect(watched(name).count(text).tokens).toBeLessThanOrEqual(Buffer.byteLength(text))
      }),
      { numRuns: 100 },
    )
  })
})

const cold = (characters: number) => {
  let state = 1
  let text = ''
  while (text.length < characters) {
    state = (state * 48_271) % 2_147_483_647
    text += `${state.toString(36)} `
  }
  return text
}

describe('a text made to stop the server', () => {
  it.each([
    ['80 000 times a', 'a'.repeat(80_000)],
    ['20 000 emoji', '😀'.repeat(20_000)],
    ['590 kB of words nobody ever said', cold(590_000)],
    ['Chinese after a number', `7${'語'.repeat(80_000)}`],
    ['80 000 blanks', ' '.repeat(80_000)],
    ['a megabyte of Chinese without a stop', '語'.repeat(333_000)],
    ['slashes and newlines', '/\n'.repeat(40_000)],
    ['newlines after a mark', `!${'\n'.repeat(80_000)}`],
  ])('is bounded work: %s', { timeout: 10_000 }, (_, text) => {
    const { given, count } = watched('o200k_base')
    expect(count(text).tokens).toBeGreaterThan(0)
    expect(given.join('')).toBe(text)
    const runs = given.flatMap((piece) => piece.match(/[\p{L}\p{M}]+|[^\s\p{L}\p{N}]+[\r\n/]*|\s+/gu) ?? [])
    expect(runs.reduce((most, run) => Math.max(most, run.length), 0)).toBeLessThanOrEqual(longestRun)
  })

  it.each([
    ['words', cold(590_000)],
    ['words without blanks', cold(590_000).replaceAll(' ', ',')],
    ['Chinese', '語。'.repeat(100_000)],
  ])('is not read much further than the limit: %s', (_, text) => {
    const { given, count } = watched('o200k_base')
    expect(count(text, 8192).tokens).toBeGreaterThan(8192)
    expect(given.join('').length).toBeLessThan(70_000)
  })
})

describe('the memory', () => {
  it('saves counting a text twice, also one that was not counted to its end', () => {
    const { given, count } = watched('o200k_base')
    const text = cold(100_000)
    const partly = count(text, 100)
    const before = given.length
    expect(count(text, 50)).toEqual(partly)
    expect(given).toHaveLength(before)

    const whole = count(text)
    const after = given.length
    expect([count(text), count(text, 10)]).toEqual([whole, whole])
    expect(given).toHaveLength(after)
  })
})
