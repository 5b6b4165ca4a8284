import { hangs, pausesAfter, says } from '@turnout/testing'
import { describe, expect, it } from 'vitest'
import { entries, failureOf, setUp, setUpFile } from '../test-support/scripted-groups.test.ts'

interface Given {
  readonly request?: object
  readonly deployment?: object
  readonly router?: object
  readonly litellm?: object
}

/** When the one attempt at a silent deployment ends, in ms. */
async function endsAfter(stream: boolean, { request, deployment, router, litellm }: Given): Promise<number> {
  const { failure, nowMs, provider } = await setUpFile(
    {
      model_list: entries('main', ['a'], deployment),
      router_settings: { num_retries: 0, ...router },
      litellm_settings: litellm ?? {},
    },
    { a: [hangs()] },
  )
  expect(await failure({ stream, ...request })).toMatchObject({
    kind: 'timeout',
    status: 504,
    code: 'upstream_timeout',
  })
  expect(provider.calls[0]?.scope.cancelled).toBe(true)
  return nowMs()
}

describe('the timeout of an attempt', () => {
  it('12: a deployment’s 1 s comes before the router’s 10 s', async () => {
    expect(await endsAfter(false, { deployment: { timeout: 1 }, router: { timeout: 10 } })).toBe(1_000)
  })

  it.each<[string, Given, number]>([
    ['the request’s first', { request: { timeout: 1 }, deployment: { timeout: 2 }, router: { timeout: 3 } }, 1_000],
    ['also where it is longer', { request: { timeout: 9 }, deployment: { timeout: 2 }, router: { timeout: 3 } }, 9_000],
    ['a request’s request_timeout', { request: { request_timeout: 1 }, deployment: { timeout: 2 } }, 1_000],
    ['its timeout before that', { request: { timeout: 2, request_timeout: 1 } }, 2_000],
    ['then the deployment’s', { deployment: { timeout: 2 }, router: { timeout: 3 } }, 2_000],
    ['a deployment’s request_timeout', { deployment: { request_timeout: 2 }, router: { timeout: 3 } }, 2_000],
    ['then the router’s', { router: { timeout: 3 } }, 3_000],
    ['the seed’s 30, with request_timeout 300', { router: { timeout: 30 }, litellm: { request_timeout: 300 } }, 30_000],
    ['then litellm’s request_timeout', { litellm: { request_timeout: 300 } }, 300_000],
    ['a 0 is unset', { request: { timeout: 0 }, deployment: { timeout: 0 }, router: { timeout: 3 } }, 3_000],
    ['a stream_timeout is not for it', { deployment: { stream_timeout: 1 }, router: { timeout: 3 } }, 3_000],
  ])('82: plain: %s', async (_, given, ms) => {
    expect(await endsAfter(false, given)).toBe(ms)
  })

  it.each<[string, Given, number]>([
    [
      'the request’s stream_timeout first',
      { request: { stream_timeout: 1, timeout: 9 }, deployment: { stream_timeout: 2 }, router: { stream_timeout: 3 } },
      1_000,
    ],
    ['then the deployment’s', { deployment: { stream_timeout: 2, timeout: 9 }, router: { stream_timeout: 3 } }, 2_000],
    ['then the router’s', { router: { stream_timeout: 3, timeout: 9 } }, 3_000],
    [
      'the router’s before any timeout',
      { request: { timeout: 1 }, deployment: { timeout: 1 }, router: { stream_timeout: 3 } },
      3_000,
    ],
    ['without one the request’s timeout', { request: { timeout: 1 }, router: { timeout: 3 } }, 1_000],
    ['then the deployment’s timeout', { deployment: { timeout: 2 }, router: { timeout: 3 } }, 2_000],
    ['then the router’s timeout', { router: { timeout: 3 } }, 3_000],
    ['then litellm’s request_timeout', { litellm: { request_timeout: 300 } }, 300_000],
    ['a 0 is unset', { deployment: { stream_timeout: 0 }, router: { stream_timeout: 3 } }, 3_000],
  ])('82: a stream until its first content: %s', async (_, given, ms) => {
    expect(await endsAfter(true, given)).toBe(ms)
  })

  it.each<[string, Given, number]>([
    ['stream_timeout', { router: { stream_timeout: 3, timeout: 9 } }, 3_000],
    ['else timeout', { router: { timeout: 9 } }, 9_000],
    ['else 60 s (interface.md, 11)', {}, 60_000],
  ])('82: a stream’s silence after its first content: %s', async (_, { router = {} }, ms) => {
    const router_settings = { num_retries: 0, ...router }
    const { failure, nowMs } = await setUpFile(
      { model_list: entries('main', ['a']), router_settings },
      { a: [pausesAfter('hello')] },
    )
    expect(await failure({ stream: true })).toMatchObject({ kind: 'timeout' })
    expect(nowMs()).toBe(ms)
  })

  it('bounds each attempt, not the request', async () => {
    const { ask, times } = setUp({ main: ['a'] }, { a: [hangs(), hangs(), says('ok')] }, { timeout: 10 })
    expect(await ask()).toMatchObject({ text: 'ok' })
    expect(times()[1]).toBeGreaterThan(10_000)
    expect(times()[2]).toBeGreaterThan(20_000)
  })

  it.each<[string, string, boolean, number]>([
    ['x-litellm-timeout', '1.5', false, 1_500],
    ['x-litellm-stream-timeout', '0.5', true, 500],
  ])('may come by the header %s', async (header, value, stream, ms) => {
    const settings = { numRetries: 0, timeout: 10, streamTimeout: 10 }
    const { post, nowMs } = setUp({ main: ['a'] }, { a: [hangs()] }, settings)
    expect((await post({ stream }, { [header]: value })).status).toBe(504)
    expect(nowMs()).toBe(ms)
  })

  it('goes to a sibling, and to a fallback', async () => {
    const settings = { numRetries: 0, timeout: 2, fallbacks: [{ main: ['spare'] }] }
    const fallback = setUp({ main: ['a'], spare: ['b'] }, { a: [hangs()] }, settings)
    expect(await fallback.ask()).toMatchObject({ model: 'b', fallbacks: 1 })
    expect(fallback.nowMs()).toBe(2_000)
    const sibling = setUp(
      {
        main: [
          { model: 'a', weight: 1 },
          { model: 'b', weight: 0 },
        ],
      },
      { a: [hangs()] },
      { timeout: 2 },
    )
    expect(await sibling.ask()).toMatchObject({ model: 'b', fallbacks: 0 })
    expect(sibling.times()).toEqual([0, 2_000])
  })
})

describe('the deadline of a request (interface.md: it bounds everything, waits included)', () => {
  it.each<[string, object, object]>([
    ['of the configuration', { deadline: 3 }, {}],
    ['of the request', {}, { deadlineMs: 3_000 }],
    ['of both, the earlier', { deadline: 3 }, { deadlineMs: 9_000 }],
  ])('%s', async (_, settings, init) => {
    const { begin, clock, nowMs, models } = setUp({ main: ['a'] }, { a: [hangs()] }, { timeout: 2, ...settings })
    const error = await failureOf(clock.finish(begin({}, init)))
    expect(error).toMatchObject({ kind: 'timeout', status: 504 })
    expect(nowMs()).toBeLessThanOrEqual(3_000)
    expect(models().length).toBeGreaterThan(1)
  })
})
