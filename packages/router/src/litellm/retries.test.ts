import type { ErrorKind } from '@turnout/core'
import { fails, says } from '@turnout/testing'
import { describe, expect, it } from 'vitest'
import { entries, inOrder, setUp, setUpFile } from '../test-support/scripted-groups.test.ts'

const one = { main: ['a'] }
const two = { main: inOrder('a', 'b') }

describe('how often', () => {
  it('1: a 401 in a group of one is not retried; upstream’s 401 is the client’s 502', async () => {
    const { failure, models } = setUp(one, { a: [fails('authentication', { upstreamStatus: 401 })] })
    expect(await failure()).toMatchObject({ kind: 'authentication', status: 502, code: 'upstream_auth_error' })
    expect(models()).toEqual(['a'])
  })

  it.each([401, 403])('1: a %i in a group of two is retried on the other', async (upstreamStatus) => {
    const { ask, models } = setUp(two, { a: [fails('authentication', { upstreamStatus })], b: [says('ok')] })
    expect(await ask()).toMatchObject({ text: 'ok' })
    expect(models()).toEqual(['a', 'b'])
  })

  it('2: an API error with default settings takes three calls, and the error tells all of them', async () => {
    const { failure, models } = setUp(one, { a: [fails('server')] })
    const { attempts, status } = await failure()
    expect(models()).toEqual(['a', 'a', 'a'])
    expect([status, attempts.map(({ failure: why }) => why?.className)]).toEqual([
      502,
      ['InternalServerError', 'InternalServerError', 'InternalServerError'],
    ])
  })

  it('5: a 429 is retried where another deployment is healthy, and not where none is', async () => {
    const script = { a: [fails('rate-limit')], b: [fails('server'), says('ok')] }
    const healthy = setUp(two, { a: [fails('rate-limit')], b: [says('ok')] })
    expect(await healthy.ask()).toMatchObject({ text: 'ok' })
    expect(healthy.models()).toEqual(['a', 'b'])
    const none = setUp(two, script, { allowedFails: 0, cooldownTime: 60 })
    await none.failure({ model: 'b', num_retries: 0 })
    expect(await none.failure()).toMatchObject({ kind: 'rate-limit', status: 429 })
    expect(none.models()).toEqual(['b', 'a'])
  })

  it.each([
    ['with', [{ main: ['spare'] }], ['a', 'c']],
    ['without', [{ other: ['spare'] }], ['a']],
  ])('6: a context-window error is not retried, %s a fallback for it', async (_, contextWindowFallbacks, called) => {
    const groups = { ...two, spare: ['c'], other: ['d'] }
    const { begin, models, clock } = setUp(groups, { a: [fails('context-window')] }, { contextWindowFallbacks })
    const outcome = await clock.finish(begin().catch((error: unknown) => error))
    expect(models()).toEqual(called)
    expect(outcome).toMatchObject(called.length > 1 ? { model: 'c' } : { kind: 'context-window', status: 400 })
  })

  it.each([
    [400, fails('bad-request', { upstreamStatus: 400 })],
    [422, fails('bad-request', { upstreamStatus: 422, status: 422 })],
  ])('9: a %i is never retried, with two healthy deployments', async (status, step) => {
    const { failure, models } = setUp(two, { a: [step] })
    expect(await failure()).toMatchObject({ kind: 'bad-request', status })
    expect(models()).toEqual(['a'])
  })

  it('9: a 404 is not retried on the deployment, but goes to a sibling (interface.md: upstream’s not-found)', async () => {
    const alone = setUp(one, { a: [fails('not-found', { upstreamStatus: 404 })] })
    expect(await alone.failure()).toMatchObject({ kind: 'not-found', status: 404, code: 'model_not_found' })
    expect(alone.models()).toEqual(['a'])
    const { ask, models } = setUp(two, { a: [fails('not-found')], b: [says('ok')] })
    expect(await ask()).toMatchObject({ text: 'ok' })
    expect(models()).toEqual(['a', 'b'])
  })

  it.each<[string, ErrorKind]>([
    ['500', 'server'],
    ['429', 'rate-limit'],
    ['503', 'unavailable'],
    ['timeout', 'timeout'],
  ])('10: a %s that leaves nobody healthy is raised, not retried', async (_, kind) => {
    const { failure, models, nowMs } = setUp(one, { a: [fails(kind)] }, { allowedFails: 0, cooldownTime: 60 })
    expect(await failure()).toMatchObject({ kind })
    expect([models(), nowMs()]).toEqual([['a'], 0])
  })
})

describe('whose number', () => {
  it('14: a deployment’s num_retries may be text, and the router’s does not overwrite it', async () => {
    const file = { model_list: entries('main', ['a'], { num_retries: '4' }), router_settings: { num_retries: 1 } }
    const { failure, models } = await setUpFile(file, { a: [fails('server')] })
    await failure()
    expect(models()).toHaveLength(5)
  })

  it.each<[string, object, object?]>([
    ['the router’s 1', {}],
    ['the deployment’s 3 (interface.md: the request beats the deployment)', { num_retries: 3 }],
    ['litellm_settings’ 2 (interface.md: the request beats litellm)', {}, { num_retries: 2 }],
  ])('15: a request’s num_retries 10 beats %s', async (_, params, litellm_settings = {}) => {
    const router_settings = 'num_retries' in litellm_settings ? {} : { num_retries: 1 }
    const file = { model_list: entries('main', ['a'], params), router_settings, litellm_settings }
    const { failure, models } = await setUpFile(file, { a: [fails('server')] })
    await failure({ num_retries: 10 })
    expect(models()).toHaveLength(11)
  })

  it('15: without a request’s number the deployment’s comes before the router’s before litellm’s', async () => {
    const calls = async (params: object, router_settings: object) => {
      const model_list = entries('main', ['a'], params)
      const file = { model_list, router_settings, litellm_settings: { num_retries: 0 } }
      const { failure, models } = await setUpFile(file, { a: [fails('server')] })
      await failure()
      return models().length
    }
    expect(await calls({ num_retries: 5 }, { num_retries: 1 })).toBe(6)
    expect(await calls({}, { num_retries: 1 })).toBe(2)
    expect(await calls({}, {})).toBe(1)
  })
})

describe('how long between', () => {
  it('8: a retry waits where nobody is healthy, until the first comes back', async () => {
    const settings = { cooldownTime: 7, retryPolicy: { RateLimitError: 2 } }
    const { failure, waits } = setUp(two, { a: [fails('rate-limit')], b: [fails('rate-limit')] }, settings)
    await failure()
    expect(waits()).toEqual([0, 7_000])
  })

  it('8: a group of one waits before every retry, twice as long each time', async () => {
    const { failure, waits } = setUp(one, { a: [fails('server')] }, { numRetries: 5 })
    await failure()
    expect(waits()).toHaveLength(5)
    for (const [i, waitMs] of waits().entries()) {
      const backoffMs = 500 * 2 ** i
      expect(waitMs).toBeGreaterThanOrEqual(backoffMs * 0.75)
      expect(waitMs).toBeLessThanOrEqual(Math.min(backoffMs, 8_000) + 750)
    }
  })

  it('the latest error’s Retry-After counts, not the first one’s (interface.md, Retries)', async () => {
    const script = {
      a: [fails('rate-limit', { retryAfterMs: 20_000 }), fails('rate-limit', { retryAfterMs: 3_000 }), says('ok')],
    }
    const { ask, waits } = setUp(one, script)
    await ask()
    expect(waits()).toEqual([20_000, 3_000])
  })

  it.each([
    [5, 20_000, 20_000, 20_000],
    [30, 20_000, 30_000, 30_000],
    [12, undefined, 12_000, 12_000],
    [0, 100, 375, 1_250],
    [0, undefined, 375, 1_250],
  ])(
    'of retry_after %s s, a Retry-After of %s ms and the backoff the largest counts',
    async (retryAfter, header, least, most) => {
      const step = fails('rate-limit', header === undefined ? {} : { retryAfterMs: header })
      const { ask, waits } = setUp(one, { a: [step, says('ok')] }, { retryAfter })
      await ask()
      expect(waits()[0]).toBeGreaterThanOrEqual(least)
      expect(waits()[0]).toBeLessThanOrEqual(most)
    },
  )

  it('the backoff counts as soon as it is the largest', async () => {
    const step = fails('server', { retryAfterMs: 1_000 })
    const { failure, waits } = setUp(one, { a: [step] }, { retryAfter: 1, numRetries: 4 })
    await failure()
    expect(waits().slice(0, 2)).toEqual([1_000, 1_000])
    expect(waits()[2]).toBeGreaterThan(1_000)
    expect(waits()[3]).toBeGreaterThan(waits()[2] ?? Infinity)
  })

  it('retry_after may be longer than the backoff’s 8 s (interface.md: the cap is at least retry_after)', async () => {
    const { failure, waits } = setUp(one, { a: [fails('server')] }, { retryAfter: 10, numRetries: 7 })
    await failure()
    expect(waits().slice(0, 4)).toEqual([10_000, 10_000, 10_000, 10_000])
    expect(Math.max(...waits())).toBeLessThanOrEqual(10_000 + 750)
  })

  it('there is no sleep after the last attempt', async () => {
    const step = fails('server', { retryAfterMs: 9_000 })
    const { failure, times, nowMs } = setUp(one, { a: [step] }, { retryAfter: 5 })
    await failure()
    expect(nowMs()).toBe(times().at(-1))
    expect(times()).toEqual([0, 9_000, 18_000])
  })

  it('nobody waits while an untried healthy sibling is there, whatever was asked', async () => {
    const groups = { main: ['a', 'b', 'c'] }
    const step = fails('rate-limit', { retryAfterMs: 50_000 })
    const { failure, models, times } = setUp(groups, { a: [step], b: [step], c: [step] }, { retryAfter: 5 })
    expect(await failure()).toMatchObject({ retryAfterMs: 50_000 })
    expect([models().toSorted(), times()]).toEqual([
      ['a', 'b', 'c'],
      [0, 0, 0],
    ])
  })
})
