import { fails, says } from '@turnout/testing'
import { describe, expect, it } from 'vitest'
import { type Settings, setUp } from '../test-support/scripted-groups.test.ts'

const twoAndSpare = { main: ['a', 'b'], spare: ['c'] }

/** At 2 s: `a` cools until 20 s, `b` until 6 s. */
async function cooling(settings: Settings = {}) {
  const script = {
    a: [fails('rate-limit', { retryAfterMs: 20_000 }), says('ok')],
    b: [fails('rate-limit', { retryAfterMs: 5_000 }), says('ok')],
  }
  const world = setUp(twoAndSpare, script, settings)
  await world.failure({ model: 'a', num_retries: 0 })
  await world.clock.advance(1_000)
  await world.failure({ model: 'b', num_retries: 0 })
  await world.clock.advance(1_000)
  expect(world.models()).toEqual(['a', 'b'])
  return world
}

describe('when_all_cooling: fail', () => {
  it.each<[string, Settings]>([
    ['by default', {}],
    ['where it says so', { whenAllCooling: 'fail' }],
  ])('429 with the true earliest release, and nobody is asked: %s', async (_, settings) => {
    const { failure, models, nowMs } = await cooling(settings)
    expect(await failure()).toMatchObject({
      ...{ kind: 'none-available', status: 429, type: 'rate_limit_error', code: 'no_deployment_available' },
      ...{ retryAfterMs: 4_000, shouldRetry: true, attempts: [] },
    })
    expect([models().length, nowMs()]).toEqual([2, 2_000])
  })

  it('says so to a client: retry-after in whole seconds, rounded up', async () => {
    const { post, clock } = await cooling()
    await clock.advance(500)
    const response = await post()
    expect([response.status, response.headers.get('retry-after')]).toEqual([429, '4'])
    expect(await response.json()).toMatchObject({
      error: { type: 'rate_limit_error', code: 'no_deployment_available', param: null },
    })
  })

  it('falls back where there is somewhere to go', async () => {
    const { ask } = await cooling({ fallbacks: [{ main: ['spare'] }] })
    expect(await ask()).toMatchObject({ model: 'c', fallbacks: 1 })
  })

  it('the request that made the last one cool is told the earliest release too', async () => {
    const script = {
      a: [fails('rate-limit', { retryAfterMs: 30_000 })],
      b: [fails('rate-limit', { retryAfterMs: 10_000 })],
    }
    const { failure } = setUp({ main: ['a', 'b'] }, script)
    expect(await failure()).toMatchObject({ kind: 'rate-limit', status: 429, retryAfterMs: 10_000 })
  })
})

describe('when_all_cooling: wait', () => {
  const waiting: Settings = { whenAllCooling: 'wait' }

  it('waits for the first that comes back', async () => {
    const { ask, models, times } = await cooling(waiting)
    expect(await ask()).toMatchObject({ text: 'ok', model: 'b' })
    expect([models().slice(2), times().slice(2)]).toEqual([['b'], [6_000]])
  })

  it('does not wait where that would end after the deadline', async () => {
    const { failure, models, nowMs } = await cooling(waiting)
    expect(await failure({}, { deadlineMs: 3_000 })).toMatchObject({ kind: 'none-available', retryAfterMs: 4_000 })
    expect([models().length, nowMs()]).toEqual([2, 2_000])
  })

  it('does not wait where there is somewhere to go', async () => {
    const { ask, nowMs } = await cooling({ ...waiting, fallbacks: [{ main: ['spare'] }] })
    expect(await ask()).toMatchObject({ model: 'c' })
    expect(nowMs()).toBe(2_000)
  })
})

describe('when_all_cooling: least_bad', () => {
  const strict: Settings = { numRetries: 0, allowedFails: 0, cooldownTime: 60 }
  const leastBad: Settings = { ...strict, whenAllCooling: 'least_bad' }

  it('asks those that only failed, and only with it', async () => {
    const script = { a: [fails('server'), says('ok')] }
    const world = setUp({ main: ['a'] }, script, leastBad)
    await world.failure()
    expect(await world.ask()).toMatchObject({ text: 'ok' })
    const without = setUp({ main: ['a'] }, script, strict)
    await without.failure()
    expect(await without.failure()).toMatchObject({ kind: 'none-available' })
  })

  it('never ignores a rate limit', async () => {
    const { failure, models } = await cooling(leastBad)
    expect(await failure()).toMatchObject({ kind: 'none-available', retryAfterMs: 4_000 })
    expect(models()).toHaveLength(2)
  })

  it('never ignores a rate limit that a failure came after, and tells when it ends', async () => {
    const script = { a: [fails('rate-limit', { retryAfterMs: 20_000 }), fails('server'), says('ok')] }
    const { failure, ask, clock, models } = setUp({ main: ['a'] }, script, leastBad)
    await failure()
    await failure({ model: 'a' })
    expect(models()).toEqual(['a', 'a'])
    expect(await failure()).toMatchObject({ kind: 'none-available', retryAfterMs: 20_000 })
    await clock.advance(20_000)
    expect(await ask()).toMatchObject({ text: 'ok' })
  })

  it('asks only those without a rate limit', async () => {
    const script = { a: [fails('rate-limit'), says('ok')], b: [fails('server'), says('ok')] }
    const { failure, ask, models } = setUp({ main: ['a', 'b'] }, script, leastBad)
    await failure({ model: 'a' })
    await failure({ model: 'b' })
    for (let i = 0; i < 5; i++) await ask()
    expect(models()).toEqual(['a', 'b', 'b', 'b', 'b', 'b', 'b'])
  })

  it('asks nobody who cools while somebody does not', async () => {
    const script = { a: [fails('server'), says('ok')] }
    const { failure, ask, models } = setUp({ main: ['a', 'b'] }, script, leastBad)
    await failure({ model: 'a' })
    for (let i = 0; i < 5; i++) await ask()
    expect(models()).toEqual(['a', 'b', 'b', 'b', 'b', 'b'])
  })
})
