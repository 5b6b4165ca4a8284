import { defineStrategy } from '@turnout/core'
import { makeContext, makeDeployment, TrackedGroup } from '@turnout/testing'
import { describeStrategy } from '@turnout/testing/conformance'
import { describe, expect, it } from 'vitest'
import { definePreference } from '../preference.ts'
import { inFlight } from '../signals/in-flight.ts'
import { firstOf } from './first-of.ts'
import { leastBusy } from './least-busy.ts'

const [a, b, c] = ['a', 'b', 'c'].map((model) => makeDeployment({ model, tags: model === 'c' ? [] : ['near'] }))
if (!a || !b || !c) throw new Error('no deployments')

/** Those with a tag. */
const tagged = (tag: string) =>
  definePreference({
    name: `tagged-${tag}`,
    needs: {},
    prefer: (candidates) => candidates.filter(({ deployment }) => deployment.tags.includes(tag)),
  })
const last = defineStrategy({
  name: 'last',
  needs: { load: inFlight },
  select: (candidates) => (candidates.at(-1) ?? candidates[0]).deployment,
})
const choose = (...tags: readonly string[]) => {
  const strategy = firstOf(tags.map(tagged), last)
  return strategy.select(new TrackedGroup(strategy.needs, [a, b, c], () => 0).candidates, makeContext())
}

describeStrategy('firstOf', () => firstOf([tagged('near')], leastBusy()))

describe('firstOf', () => {
  it('leaves the choice to the strategy, among those that are preferred', () => {
    expect(choose('near')).toBe(b)
  })

  it('passes over a preference that has nothing to say', () => {
    expect(choose('far', 'near')).toBe(b)
    expect(choose('far')).toBe(c)
    expect(choose()).toBe(c)
  })

  it('asks nobody once a single one is left', () => {
    const never = defineStrategy({
      name: 'never',
      needs: {},
      select() {
        throw new Error('asked')
      },
    })
    const only = definePreference({ name: 'only', needs: {}, prefer: (candidates) => [candidates[0]] })
    const strategy = firstOf([only, tagged('near')], never)
    const pick = () => strategy.select(new TrackedGroup({}, [a, b], () => 0).candidates, makeContext())
    expect(pick()).toBe(a)
  })

  it('needs what its parts need, and prepares what its strategy prepares', async () => {
    expect(firstOf([tagged('near')], last).needs).toEqual({ load: inFlight })
    expect(firstOf([], last).prepare).toBeUndefined()
    const prepared = firstOf([], { ...last, prepare: async ({ group }) => `hints for ${group}` })
    const asked = { operation: 'chat', request: { model: 'g', messages: [] }, group: 'g', requestId: 'r' } as const
    expect(await prepared.prepare?.({ ...asked, signal: new AbortController().signal })).toBe('hints for g')
  })
})
