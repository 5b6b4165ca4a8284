import { type CandidateRecord, type ChoiceRecord, type Explanation, explanationBody } from '@turnout/core'
import { describe, expect, it } from 'vitest'
import { plain } from '../check/paint.ts'
import { drawExplanation, isServed } from './draw-explanation.ts'
import { toldExplanation } from './told.ts'

const candidate = (model: string, rest: Partial<CandidateRecord> = {}): CandidateRecord => ({
  ...{ deploymentId: model, provider: 'azure', model, view: {} },
  ...rest,
})
const choice = (candidates: readonly CandidateRecord[], rest: Partial<ChoiceRecord> = {}): ChoiceRecord => ({
  ...{ type: 'choice', atMs: 5, group: 'main', strategy: 'simple-shuffle', candidates, unlisted: 0 },
  ...rest,
})
const told = (choices: readonly ChoiceRecord[], cache: Explanation['cache'] = 'off') =>
  toldExplanation.parse(explanationBody({ operation: 'chat', model: 'main', asked: 'main', cache, choices }))
const drawn = (...given: Parameters<typeof told>) => drawExplanation(told(...given), 100, plain).split('\n')

const failure = {
  kind: 'none-available',
  status: 429,
  code: 'c',
  message: 'All are full.',
  retryAfterMs: 4_000,
} as const
const limits = [{ name: 'rpm', used: 9, limit: 10 } as const]

describe('drawExplanation', () => {
  it('says who would serve and how likely, how full limits are, and where it goes then', () => {
    const cooling = { filter: 'cooling', reason: 'cooling down for 12 s' }
    const lines = drawn([
      choice([
        candidate('b', { odds: 0.25 }),
        candidate('a', { odds: 0.75, limits }),
        candidate('c', { odds: 0, rejection: cooling }),
      ]),
      choice([candidate('s', { odds: 1 })], { group: 'spare', chosenId: 's' }),
    ])
    expect(lines).toEqual([
      'would be served by azure/a (75 %) or azure/b (25 %)',
      'chat for main · nothing is sent, nothing reserved',
      '',
      'main, by simple-shuffle',
      '             odds            rpm',
      '  · azure/a   75 % ███████▌  9/10',
      '  · azure/b   25 % ██▌',
      '  ✗ azure/c  cooling down for 12 s',
      '',
      'if that fails',
      'spare, by simple-shuffle',
      '             odds',
      '  ✓ azure/s  100 % ██████████',
      '',
    ])
  })

  it.each<readonly [string, boolean, readonly ChoiceRecord[], Explanation['cache']]>([
    ['would be answered from the response cache', true, [choice([], { failure })], 'hit'],
    ['would be served by azure/a', true, [choice([candidate('a', { odds: 1 })], { chosenId: 'a' })], 'off'],
    [
      'would be served by azure/s, after 1 fallback',
      true,
      [choice([], { failure }), choice([candidate('s', { odds: 1 })])],
      'off',
    ],
    ['nobody could serve it, for 4 s: 429 (none-available), “All are full.”', false, [choice([], { failure })], 'off'],
    [
      'would be served by one of 4 of main, most likely azure/d (40 %)',
      true,
      [choice(['a', 'b', 'c', 'd'].map((model, at) => candidate(model, { odds: at === 3 ? 0.4 : 0.2 })))],
      'off',
    ],
  ])('begins with: %s', (headline, served, choices, cache) => {
    expect(drawn(choices, cache)[0]).toBe(headline)
    expect(isServed(told(choices, cache))).toBe(served)
  })

  it('shows the best of hundreds, and counts the others', () => {
    const hundreds = Array.from({ length: 250 }, (_, at) => {
      if (at < 3) return candidate(`able-${at}`, { odds: at === 1 ? 0.5 : 0.25 })
      const filter = at < 8 ? 'context-window' : 'cooling'
      return candidate(`m${at}`, { rejection: { filter, reason: `${filter} says no` } })
    })
    const lines = drawn([choice(hundreds, { unlisted: 1_000 })])
    expect(lines[0]).toBe('would be served by one of many of main, most likely azure/able-1 (50 %)')
    expect(lines.filter((line) => /^ {2}[✓·✗]/.test(line))).toHaveLength(7)
    expect(lines.slice(5, 10).map((line) => line.trim().split(/ {2,}/)[0])).toEqual([
      ...['· azure/able-1', '· azure/able-0', '· azure/able-2', '✗ azure/m3', '✗ azure/m8'],
    ])
    expect(lines.at(-2)).toBe('    and 1,243 more: 2 context-window, 241 cooling, 1,000 not listed')
  })

  it('names deployments of one model by their ids, and ids that were made by their beginning', () => {
    const id = '0123456789abcdef0123'
    const two = [candidate('a', { deploymentId: id, odds: 0.5 }), candidate('a', { deploymentId: 'mine', odds: 0.5 })]
    const lines = drawn([choice(two)])
    expect(lines[0]).toBe('would be served by azure/a (01234567) (50 %) or azure/a (mine) (50 %)')
    expect(lines[5]).toBe('  · azure/a  01234567   50 % █████')
    expect(drawn([choice([candidate('a', { deploymentId: id, odds: 1 })])]).join()).not.toContain('01234567')
  })
})
