import { isNonEmpty, ProviderError } from '@turnout/core'
import { makeAttemptEnd, makeAttemptStart, makeContext, makeDeployment, TrackedGroup } from '@turnout/testing'
import { describeStrategy } from '@turnout/testing/conformance'
import { describe, expect, it } from 'vitest'
import { peakEwma } from './peak-ewma.ts'

describeStrategy('peakEwma', peakEwma)

interface State {
  /** What its one answer took; absent: nobody knows it. */
  readonly ms?: number
  readonly inFlight?: number
  readonly weight?: number
  readonly failed?: boolean
}

/** How often each of the deployments is chosen, in 1000 choices. */
const counts = (...states: readonly State[]): readonly number[] => {
  const strategy = peakEwma()
  const deployments = states.map(({ weight }, at) =>
    makeDeployment({ model: `m${at}`, ...(weight === undefined ? {} : { weight }) }),
  )
  if (!isNonEmpty(deployments)) throw new Error('no deployments')
  const group = new TrackedGroup(strategy.needs, deployments, () => 0)
  for (const [at, { ms, inFlight = 0, failed }] of states.entries()) {
    const deployment = deployments[at] ?? deployments[0]
    const failure = failed ? { failure: new ProviderError('server', 'x') } : {}
    if (ms !== undefined) group.end(deployment, makeAttemptEnd({ startedMs: -ms, endedMs: 0, ...failure }))
    for (let i = 0; i < inFlight; i++) group.start(deployment, makeAttemptStart({ attemptId: `${i}` }))
  }
  const context = makeContext()
  const chosen = Array.from({ length: 1_000 }, () => strategy.select(group.candidates, context))
  return deployments.map((deployment) => chosen.filter((each) => each === deployment).length)
}

describe('peakEwma', () => {
  it.each<readonly [string, State, State]>([
    ['is faster', { ms: 100 }, { ms: 200 }],
    ['has less in flight', { ms: 200, inFlight: 1 }, { ms: 100, inFlight: 4 }],
    ['has more weight', { ms: 200, weight: 3 }, { ms: 100 }],
    ['has weight at all', { ms: 9_000 }, { ms: 1, weight: 0 }],
    ['nobody knows', {}, { ms: 1 }],
    ['is known, while the other’s first answer is awaited', { ms: 5_000 }, { inFlight: 1 }],
    ['did not fail', { ms: 4_000 }, { ms: 10, failed: true }],
  ])('of two takes the one that %s', (_, one, other) => {
    expect(counts(one, other)).toEqual([1_000, 0])
    expect(counts(other, one)).toEqual([0, 1_000])
  })

  it.each<readonly [string, State]>([
    ['are known', { ms: 100 }],
    ['nobody knows', {}],
    ['have no weight', { ms: 100, weight: 0 }],
  ])('takes each of equals that %s as often as another', (_, state) => {
    for (const count of counts(state, state, state, state)) expect(Math.abs(count - 250)).toBeLessThan(50)
  })

  it('never takes the worst of several, and the best for each pair it is in', () => {
    const [best, middle, worst] = counts({ ms: 1 }, { ms: 2 }, { ms: 3 })
    expect(best).toBeGreaterThan(600)
    expect(middle).toBeGreaterThan(250)
    expect(worst).toBe(0)
  })
})
