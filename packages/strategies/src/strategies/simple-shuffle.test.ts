import type { Deployment, NonEmpty } from '@turnout/core'
import { makeContext, makeDeployment, seededRandom } from '@turnout/testing'
import { candidatesFor, describeStrategy } from '@turnout/testing/conformance'
import { describe, expect, it } from 'vitest'
import { simpleShuffle } from './simple-shuffle.ts'

describeStrategy('simpleShuffle', simpleShuffle)

type Weights = Pick<Deployment, 'weight' | 'rpm' | 'tpm'>

/** How often each deployment is chosen in 10 000 draws. */
const shares = (...given: NonEmpty<Weights>): readonly number[] => {
  const strategy = simpleShuffle()
  const [first, ...rest] = given.map((weights, index) => makeDeployment({ model: `m${index}`, ...weights }))
  if (!first) throw new Error('no deployments')
  const deployments: NonEmpty<Deployment> = [first, ...rest]
  const context = makeContext({ random: seededRandom(3) })
  const counts = new Map<Deployment, number>()
  for (let i = 0; i < 10_000; i++) {
    const chosen = strategy.select(candidatesFor(strategy, deployments), context)
    counts.set(chosen, (counts.get(chosen) ?? 0) + 1)
  }
  return deployments.map((deployment) => (counts.get(deployment) ?? 0) / 10_000)
}

describe('simpleShuffle', () => {
  it.each<readonly [string, NonEmpty<Weights>, readonly number[]]>([
    ['is uniform where the first has none of the three', [{}, { weight: 9 }], [0.5, 0.5]],
    ['goes by weight', [{ weight: 1 }, { weight: 3 }], [0.25, 0.75]],
    ['goes by rpm', [{ rpm: 900 }, { rpm: 100 }], [0.9, 0.1]],
    ['goes by tpm', [{ tpm: 100_000 }, { tpm: 300_000 }], [0.25, 0.75]],
    [
      'prefers weight to rpm to tpm',
      [
        { weight: 1, rpm: 9, tpm: 9 },
        { weight: 1, rpm: 1, tpm: 1 },
      ],
      [0.5, 0.5],
    ],
    [
      'prefers rpm to tpm, as on the seed page',
      [
        { rpm: 300, tpm: 1 },
        { rpm: 100, tpm: 9 },
      ],
      [0.75, 0.25],
    ],
    [
      'lets the first decide: its rpm counts, others’ weight does not',
      [{ rpm: 1 }, { rpm: 1, weight: 99 }],
      [0.5, 0.5],
    ],
    ['gives nothing to one that lacks what decides', [{ weight: 1 }, { rpm: 1_000 }], [1, 0]],
    [
      'takes weight 0 on the first for present',
      [
        { weight: 0, rpm: 5 },
        { weight: 2, rpm: 5 },
      ],
      [0, 1],
    ],
    ['is uniform when all are zero', [{ weight: 0 }, { weight: 0 }, { weight: 0 }, {}], [0.25, 0.25, 0.25, 0.25]],
  ])('%s', (_, given, expected) => {
    const found = shares(...given)
    expect(found).toHaveLength(expected.length)
    for (const [index, share] of found.entries()) {
      const wanted = expected[index] ?? 0
      if (wanted === 0 || wanted === 1) expect(share).toBe(wanted)
      else expect(Math.abs(share - wanted)).toBeLessThan(0.02)
    }
  })
})
