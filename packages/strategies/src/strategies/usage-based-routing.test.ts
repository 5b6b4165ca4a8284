import type { Deployment } from '@turnout/core'
import { makeAttemptStart, makeContext, makeDeployment, TrackedGroup } from '@turnout/testing'
import { describeStrategy } from '@turnout/testing/conformance'
import { describe, expect, it } from 'vitest'
import { usageBasedRouting } from './usage-based-routing.ts'

describeStrategy('usageBasedRouting', usageBasedRouting)

/** Two deployments, and what was asked of each: tokens, request by request. */
const world = (
  limits: readonly [Partial<Deployment>, Partial<Deployment>],
  used: readonly [readonly number[], readonly number[]],
) => {
  const strategy = usageBasedRouting()
  const a = makeDeployment({ model: 'a', ...limits[0] })
  const b = makeDeployment({ model: 'b', ...limits[1] })
  const group = new TrackedGroup(strategy.needs, [a, b], () => 0)
  for (const [deployment, tokens] of [
    [a, used[0]],
    [b, used[1]],
  ] as const)
    for (const [at, estimatedTokens] of tokens.entries())
      group.start(deployment, makeAttemptStart({ attemptId: `${deployment.id}${at}`, estimatedTokens }))
  return (inputTokens = 0) => strategy.select(group.candidates, makeContext({ inputTokens: () => inputTokens })).id
}

describe('usageBasedRouting', () => {
  it('has two names', () => {
    expect(usageBasedRouting().name).toBe('usage-based-routing')
    expect(usageBasedRouting('usage-based-routing-v2').name).toBe('usage-based-routing-v2')
  })

  it('takes the one with the fewest tokens, not the fewest requests', () => {
    expect(world([{}, {}], [[100], [10, 10]])()).toBe('b')
  })

  it('takes one whose limit cannot hold the prompt last', () => {
    const choose = world([{ tpm: 100 }, { tpm: 1_000 }], [[50], [500]])
    expect([choose(50), choose(51)]).toEqual(['a', 'b'])
  })

  it('takes one without requests left last', () => {
    expect(world([{ rpm: 2 }, {}], [[1, 1], [50]])()).toBe('b')
    expect(world([{ rpm: 3 }, {}], [[1, 1], [50]])()).toBe('a')
  })

  it('takes the one with the fewest tokens where nobody has room', () => {
    expect(world([{ tpm: 0 }, { tpm: 0 }], [[9], [8]])(1)).toBe('b')
  })

  it('spreads a burst: what has started counts', () => {
    const strategy = usageBasedRouting()
    const deployments = [makeDeployment({ model: 'a' }), makeDeployment({ model: 'b' })] as const
    const group = new TrackedGroup(strategy.needs, deployments, () => 0)
    const context = makeContext()
    const counts = { a: 0, b: 0 }
    for (let i = 0; i < 100; i++) {
      const chosen = strategy.select(group.candidates, context)
      group.start(chosen, makeAttemptStart({ attemptId: `${i}`, estimatedTokens: 10 }))
      counts[chosen.id === 'a' ? 'a' : 'b']++
    }
    expect(counts).toEqual({ a: 50, b: 50 })
  })

  it('does not count the prompt where nobody has a limit', () => {
    const strategy = usageBasedRouting()
    const group = new TrackedGroup(strategy.needs, [makeDeployment({ model: 'a' })], () => 0)
    const inputTokens = () => {
      throw new Error('counted')
    }
    expect(strategy.select(group.candidates, makeContext({ inputTokens })).id).toBe('a')
  })
})
