import type { NonEmpty } from '@turnout/core'
import { seededRandom } from '@turnout/testing'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { pickUniform, pickWeighted } from './pick.ts'

const draws = 20_000

/** How often each entry comes, as a share of all draws. */
const shares = (size: number, pick: (list: NonEmpty<number>, random: () => number) => number) => {
  const list: NonEmpty<number> = [0, ...Array.from({ length: size - 1 }, (_, index) => index + 1)]
  const counts = list.map(() => 0)
  const random = seededRandom(11)
  for (let i = 0; i < draws; i++) {
    const picked = pick(list, random)
    counts[picked] = (counts[picked] ?? 0) + 1
  }
  return counts.map((count) => count / draws)
}
const weighted = (...weights: NonEmpty<number>) =>
  shares(weights.length, (list, random) => pickWeighted(list, (index) => weights[index] ?? 0, random))

describe('pickUniform', () => {
  it('takes each entry as often as another', () => {
    for (const share of shares(4, pickUniform)) expect(share).toBeCloseTo(1 / 4, 1)
  })

  it('stands a random that says 1', () => {
    expect(pickUniform(['a', 'b'], () => 1)).toBe('a')
  })
})

describe('pickWeighted', () => {
  it.each<readonly [NonEmpty<number>, readonly number[]]>([
    [
      [1, 3],
      [0.25, 0.75],
    ],
    [
      [900, 100],
      [0.9, 0.1],
    ],
    [
      [0.2, 0.2, 0.6],
      [0.2, 0.2, 0.6],
    ],
  ])('takes weights %j in proportion', (weights, expected) => {
    for (const [index, share] of weighted(...weights).entries())
      expect(Math.abs(share - (expected[index] ?? 0))).toBeLessThan(0.02)
  })

  it.each<readonly [string, NonEmpty<number>]>([
    ['zero', [0, 1, 0, 1]],
    ['negative', [-5, 1, -1, 1]],
    ['NaN', [Number.NaN, 1, Number.NaN, 1]],
  ])('never takes a weight that is %s', (_, weights) => {
    const [first, second, third, fourth] = weighted(...weights)
    expect([first, third]).toEqual([0, 0])
    expect(second).toBeCloseTo(0.5, 1)
    expect(fourth).toBeCloseTo(0.5, 1)
  })

  it.each<readonly [string, NonEmpty<number>]>([
    ['all are zero', [0, 0]],
    ['none is a number', [Number.NaN, -1]],
    ['one is endless', [Infinity, 1]],
    ['they add up to more than a number holds', [Number.MAX_VALUE, Number.MAX_VALUE]],
  ])('is uniform when %s', (_, weights) => {
    for (const share of weighted(...weights)) expect(share).toBeCloseTo(0.5, 1)
  })

  it('takes the entry whose stretch the mark falls in', () => {
    const at = (value: number) =>
      pickWeighted(
        ['a', 'b', 'c'],
        (name) => ({ a: 1, b: 2, c: 1 })[name] ?? 0,
        () => value,
      )
    expect([0, 0.24, 0.25, 0.74, 0.75, 1 - Number.EPSILON].map(at)).toEqual(['a', 'a', 'b', 'b', 'c', 'c'])
  })

  it('takes an entry with weight whenever there is one, for any weights and any chance', () => {
    const entry = fc.double({ min: -1, max: 1e6 })
    fc.assert(
      fc.property(
        entry,
        fc.array(entry),
        fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
        (a, more, at) => {
          const picked = pickWeighted(
            [a, ...more],
            (weight) => weight,
            () => at,
          )
          expect([a, ...more].some((weight) => Object.is(weight, picked))).toBe(true)
          if ([a, ...more].some((weight) => weight > 0)) expect(picked).toBeGreaterThan(0)
        },
      ),
    )
  })
})
