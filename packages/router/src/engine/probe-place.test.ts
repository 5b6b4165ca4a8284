import { defineStrategy } from '@turnout/core'
import { fails, says } from '@turnout/testing'
import { describe, expect, it } from 'vitest'
import { type FleetMember, fleet } from '../test-support/fleet.test.ts'

const limited = fails('rate-limit', { retryAfterMs: 10_000 })
const back = [limited, says('back')]
const strict = { allowedFails: 0, timeout: 30, defaultMaxParallelRequests: 1 }
const outcome = ({ ask }: FleetMember) =>
  ask().then(
    ({ model }) => model,
    () => 'refused',
  )

/** Takes all places of a deployment, from outside. */
const fill = (all: ReturnType<typeof fleet>, id: string, places = 1) =>
  all.store.reserve('outsider', [[{ key: `{main}:${id}:parallel`, amount: places, limit: places }]], 60_000)

describe('the place of a probe', () => {
  it('is left where the deployment is full', async () => {
    const all = fleet({ a: back }, strict)
    const [one, two] = [all.member(['a']), all.member(['a'])]
    await outcome(one)
    await all.clock.advance(10_100)
    await fill(all, 'a')
    expect(await outcome(one)).toBe('refused')
    await all.store.settle('outsider', [])
    expect(await outcome(two)).toBe('a')
  })

  it('is left by a caller who goes while it is asked for', async () => {
    const all = fleet({ a: back }, strict, 50)
    const [one, two] = [all.member(['a']), all.member(['a'])]
    await all.clock.finish(outcome(one))
    await all.clock.advance(10_100)
    const leaving = new AbortController()
    const asked = one.router.completion({ model: 'main', messages: [] }, { signal: leaving.signal }).catch(() => {})
    await all.clock.advance(25)
    leaving.abort()
    await all.clock.finish(asked)
    await all.clock.advance(100)
    expect(await all.clock.finish(outcome(two))).toBe('a')
  })

  it('is for whoever has it, also where others of the same instance were refused meanwhile', async () => {
    const all = fleet({ a: back }, { ...strict, defaultMaxParallelRequests: 9 }, 50)
    const one = all.member(['a'])
    await all.clock.finish(outcome(one))
    await all.clock.advance(10_100)
    const answers = Promise.all([outcome(one), outcome(one), outcome(one)])
    expect(await all.clock.finish(answers)).toEqual(['a', 'refused', 'refused'])
  })

  it('is taken once, also where the deployment is not the first choice but all others are full', async () => {
    const strategy = defineStrategy({
      name: 'last',
      needs: {},
      select: (candidates) => (candidates.at(-1) ?? candidates[0]).deployment,
    })
    const all = fleet({ a: back }, { ...strict, strategy, defaultMaxParallelRequests: 9 })
    const three = [0, 1, 2].map(() => all.member(['a', 'b']))
    const [one] = three
    await fill(all, 'b', 9)
    expect(one && (await outcome(one))).toBe('refused')
    await all.clock.advance(10_100)
    const answers = await Promise.all(three.map(outcome))
    expect(answers.toSorted()).toEqual(['a', 'refused', 'refused'])
    expect(three.flatMap(({ models }) => models())).toEqual(['a', 'a'])
  })
})
