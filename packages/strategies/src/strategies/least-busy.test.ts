import { makeAttemptEnd, makeAttemptStart, makeContext, makeDeployment, TrackedGroup } from '@turnout/testing'
import { describeStrategy } from '@turnout/testing/conformance'
import { describe, expect, it } from 'vitest'
import { leastBusy } from './least-busy.ts'

describeStrategy('leastBusy', leastBusy)

describe('leastBusy', () => {
  const [one, other] = [makeDeployment({ model: 'one' }), makeDeployment({ model: 'other' })]

  it('takes the one with the fewest attempts in flight', () => {
    const strategy = leastBusy()
    const group = new TrackedGroup(strategy.needs, [one, other], () => 0)
    const choose = () => strategy.select(group.candidates, makeContext())
    group.start(one, makeAttemptStart())
    expect(choose()).toBe(other)
    group.start(other, makeAttemptStart({ attemptId: 'b' }))
    group.end(one, makeAttemptEnd())
    expect(choose()).toBe(one)
  })

  it('takes any of equals', () => {
    const strategy = leastBusy()
    const { candidates } = new TrackedGroup(strategy.needs, [one, other], () => 0)
    const context = makeContext()
    expect(new Set(Array.from({ length: 50 }, () => strategy.select(candidates, context)))).toEqual(
      new Set([one, other]),
    )
  })
})
