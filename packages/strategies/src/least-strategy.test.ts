import { makeContext, makeDeployment, seededRandom, TrackedGroup } from '@turnout/testing'
import { describe, expect, it } from 'vitest'
import { defineMeasure, leastPreference, leastStrategy } from './least-strategy.ts'

const lightest = defineMeasure({
  name: 'lightest',
  needs: {},
  measure: ({ deployment }, { stream }) => (stream ? -1 : 1) * (deployment.weight ?? 0),
})
const [a, b, c] = [2, 1, 1].map((weight, at) => makeDeployment({ model: 'abc'[at] ?? '', weight }))
if (!a || !b || !c) throw new Error('no deployments')
const { candidates } = new TrackedGroup({}, [a, b, c], () => 0)

describe('leastStrategy', () => {
  it('takes one of those with the least measure, each as often as another', () => {
    const context = makeContext({ random: seededRandom(2) })
    const strategy = leastStrategy(lightest)
    const chosen = Array.from({ length: 1_000 }, () => strategy.select(candidates, context))
    expect(new Set(chosen)).toEqual(new Set([b, c]))
    expect(chosen.filter((deployment) => deployment === b).length / 1_000).toBeCloseTo(0.5, 1)
  })

  it('may measure by the request', () => {
    expect(leastStrategy(lightest).select(candidates, makeContext({ stream: true }))).toBe(a)
  })
})

describe('leastPreference', () => {
  it('keeps all of those', () => {
    const kept = leastPreference(lightest).prefer(candidates, makeContext())
    expect(kept.map(({ deployment }) => deployment)).toEqual([b, c])
  })
})
