import { type ProviderAdapter, ProviderError } from '@turnout/core'
import { fails, filters, hangs, late, says } from '@turnout/testing'
import { describe, expect, it } from 'vitest'
import { failureOf, setUp } from '../test-support/scripted-groups.test.ts'

const busy = (retryAfterMs?: number) =>
  fails('rate-limit', { upstreamStatus: 429, ...(retryAfterMs === undefined ? {} : { retryAfterMs }) })

describe('a list of fallbacks', () => {
  it('is refused where it is longer than anybody has groups', async () => {
    const { failure, models } = setUp({ main: ['a'] }, {})
    const names = Array.from({ length: 101 }, (_, index) => `z${index}`)
    for (const fallbacks of [names, [{ main: names }]])
      expect(await failure({ fallbacks })).toMatchObject({ kind: 'bad-request', param: 'fallbacks' })
    expect(models()).toEqual([])
  })

  it('brings no names of every object’s', async () => {
    const { failure, ask } = setUp({ main: ['a'], spare: ['b'] }, { a: [fails('server')] }, { numRetries: 0 })
    expect(await failure({ fallbacks: [JSON.parse('{"__proto__": ["spare"]}')] })).toMatchObject({ kind: 'server' })
    expect(await ask({ model: 'openai/constructor', fallbacks: [{ x: ['spare'] }] }).catch(String)).toContain(
      'not exist',
    )
  })
})

describe('a fallback with parameters of its own', () => {
  const script = { a: [fails('server')], b: [says('from b')], c: [says('from c')] }
  const groups = { main: ['a'], spare: ['b'], last: ['c'] }

  it.each([
    [{ messages: 5 }, 'messages'],
    [{ n: -1 }, 'n'],
    [{ timeout: 'x' }, 'timeout'],
    [{ api_key: 'k' }, 'api_key'],
  ])('is refused at the door where that makes no request: %j', async (patch, param) => {
    const { failure, models } = setUp(groups, script, { numRetries: 0 })
    expect(await failure({ fallbacks: [{ model: 'spare', ...patch }] })).toMatchObject({ kind: 'bad-request', param })
    expect(models()).toEqual([])
  })

  it('does not decide whether it streams', async () => {
    const { ask, provider } = setUp(groups, script, { numRetries: 0 })
    await ask({ fallbacks: [{ model: 'spare', stream: true }] })
    expect(provider.calls[1]).toMatchObject({ stream: false, request: { model: 'main' } })
    expect(provider.calls[1]?.request).not.toHaveProperty('stream')
  })
})

describe('when all cool down', () => {
  const groups = { main: ['a'], spare: ['b'] }
  const settings = { numRetries: 0, allowedFails: 0, fallbacks: [{ main: ['spare'] }] }
  const script = {
    a: [fails('server', { retryAfterMs: 20_000 }), says('from a')],
    b: [fails('server', { retryAfterMs: 2_000 }), says('from b')],
  }

  it('tells the first return in any group of the walk', async () => {
    const { failure } = setUp(groups, script, settings)
    await failure()
    expect(await failure()).toMatchObject({ kind: 'none-available', retryAfterMs: 2_000 })
  })

  it('and the configuration waits: for the first return of any group, as one fallback', async () => {
    const { failure, ask, nowMs } = setUp(groups, script, { ...settings, whenAllCooling: 'wait' })
    await failure({ disable_fallbacks: true }).catch(() => {})
    await failure({ model: 'spare' })
    const beganMs = nowMs()
    expect(await ask()).toMatchObject({ text: 'from b', fallbacks: 1 })
    expect(nowMs() - beganMs).toBeLessThanOrEqual(2_000)
  })

  it('and the caller leaves while it waits: it is cancelled', async () => {
    const { failure, begin, clock, events } = setUp(
      { main: ['a'] },
      { a: [busy(9_000)] },
      { ...settings, fallbacks: [], whenAllCooling: 'wait' },
    )
    await failure({ num_retries: 0 })
    const controller = new AbortController()
    const asked = failureOf(begin({}, { signal: controller.signal }))
    await clock.advance(200)
    controller.abort()
    await clock.advance(0)
    expect(await asked).toMatchObject({ kind: 'cancelled' })
    expect(events.at(-1)).toMatchObject({ type: 'request-end', failure: { kind: 'cancelled' } })
  })

  it('requests at once each make the attempts that their policy asks for', async () => {
    const many = { a: [busy()], b: [busy()] }
    const { begin, clock } = setUp({ main: ['a', 'b'] }, many, {
      retryPolicy: { RateLimitError: 3 },
      retryBudget: false,
    })
    const asked = Array.from({ length: 5 }, () => failureOf(begin()))
    const failures = await clock.finish(Promise.all(asked))
    expect(failures.map(({ attempts }) => attempts.length)).toEqual([4, 4, 4, 4, 4])
  })
})

describe('a request that nobody wants any more', () => {
  it('begins no attempt', async () => {
    const { begin, models } = setUp({ main: ['a'] }, {})
    expect(await failureOf(begin({}, { signal: AbortSignal.abort() }))).toMatchObject({ kind: 'cancelled' })
    expect(models()).toEqual([])
  })
})

describe('a full slot', () => {
  it('tells clients to come back a little later, not at once', async () => {
    const { begin, post, clock } = setUp(
      { main: [{ model: 'a', maxParallelRequests: 1 }] },
      { a: [late(5_000, says('x'))] },
    )
    const running = begin()
    await clock.advance(10)
    const response = await post({}, { 'x-stainless-retry-count': '0' })
    expect([response.status, response.headers.get('retry-after')]).toEqual([429, '1'])
    expect(Number(response.headers.get('retry-after-ms'))).toBeGreaterThanOrEqual(500)
    await clock.finish(running)
  })
})

describe('a caller’s own doing', () => {
  it('an adapter that breaks on a request says nothing of the deployment', async () => {
    const broken: ProviderAdapter = {
      name: 'broken',
      operations: {
        async chat() {
          throw new TypeError('oops')
        },
      },
    }
    const { failure } = setUp({ main: ['a'] }, {}, { allowedFails: 0, numRetries: 0, providers: { scripted: broken } })
    expect(await failure()).toMatchObject({ code: 'internal_error' })
    expect(await failure()).toMatchObject({ code: 'internal_error' })
  })

  it.each([5, [null], ['x']])('content that is none is refused: %j', async (content) => {
    const { post, models } = setUp({ main: ['a'] }, {})
    const response = await post({ messages: [{ role: 'user', content }] })
    expect([response.status, await response.json()]).toMatchObject([400, { error: { param: 'messages[0].content' } }])
    expect(models()).toEqual([])
  })

  it('a mock proves nothing', async () => {
    const { failure, begin, clock, models } = setUp(
      { main: ['a'] },
      { a: [fails('server'), hangs()] },
      { allowedFails: 0, numRetries: 0, allowMockTesting: true },
    )
    await failure()
    await clock.advance(5_000)
    expect(await begin({ mock_response: 'hello' })).toMatchObject({ text: 'hello' })
    const probe = begin().catch(() => {})
    await clock.advance(10)
    expect(await failureOf(begin())).toMatchObject({ kind: 'none-available' })
    expect(models()).toEqual(['a', 'a'])
    void probe
  })
})

describe('how long a deployment cools', () => {
  it.each(['authentication', 'quota'] as const)('after %s is long, whatever its provider says', async (kind) => {
    const { failure, ask, clock } = setUp(
      { main: ['a', 'b'] },
      { a: [fails(kind, { retryAfterMs: 1_000 })], b: [fails(kind, { retryAfterMs: 1_000 })] },
    )
    await failure()
    await clock.advance(240_000)
    expect(await failureOf(ask())).toMatchObject({ kind: 'none-available' })
  })

  it('is the router’s time where the provider says 0', async () => {
    const { failure } = setUp({ main: ['a', 'b'] }, { a: [busy(0)], b: [busy(0)] })
    await failure()
    expect(await failure()).toMatchObject({ kind: 'none-available', retryAfterMs: 5_000 })
  })

  it('is honoured under least_bad where the provider said it', async () => {
    const down = { a: [fails('unavailable', { upstreamStatus: 503, retryAfterMs: 30_000 })] }
    const { failure, models } = setUp({ main: ['a'] }, down, {
      allowedFails: 0,
      numRetries: 0,
      whenAllCooling: 'least_bad',
    })
    await failure()
    expect(await failure()).toMatchObject({ kind: 'none-available', retryAfterMs: 30_000 })
    expect(models()).toEqual(['a'])
  })
})

describe('an answer that the content filter stopped', () => {
  it('stays an answer where it has said something, however the bytes came', async () => {
    const { ask } = setUp(
      { main: ['a'], spare: ['b'] },
      { a: [filters('partial')] },
      { fallbacks: [{ main: ['spare'] }] },
    )
    expect(await ask({ stream: true })).toMatchObject({ text: 'partial', fallbacks: 0 })
  })
})

describe('options of a call', () => {
  it.each([{ deadlineMs: Number.NaN }, { timeoutMs: Number.NaN }, { numRetries: -1 }, { maxFallbacks: Number.NaN }])(
    'are refused where they make no sense: %j',
    async (init) => {
      const { begin, models } = setUp({ main: ['a'] }, {})
      expect(await failureOf(begin({}, init))).toMatchObject({ kind: 'bad-request', code: 'invalid_value' })
      expect(models()).toEqual([])
    },
  )
})

describe('an adapter that does not listen', () => {
  const deaf: ProviderAdapter = {
    name: 'deaf',
    operations: {
      async chat({ runtime }) {
        await runtime.clock.sleep(60_000)
        throw new ProviderError('server', 'too late')
      },
    },
  }

  it('is not waited for', async () => {
    const { begin, clock, nowMs } = setUp(
      { main: [{ model: 'a', timeout: 0.1 }] },
      {},
      { numRetries: 0, providers: { scripted: deaf } },
    )
    const asked = failureOf(begin())
    await clock.advance(100)
    expect(await asked).toMatchObject({ kind: 'timeout' })
    expect(nowMs()).toBe(100)
  })
})

describe('the headers of a caller', () => {
  it('a deadline of 0 is none, and a client’s short patience is not nothing', async () => {
    const { post } = setUp({ main: ['a'] }, {})
    expect((await post({}, { 'x-turnout-deadline-ms': '0' })).status).toBe(200)
    expect((await post({}, { 'x-stainless-timeout': '0.2' })).status).toBe(200)
  })
})

describe('parameters of the router', () => {
  it('never reach a provider', async () => {
    const { ask, provider } = setUp({ main: ['a'] }, {}, { allowMockTesting: true })
    await ask({
      cooldown_time: 1,
      retry_policy: {},
      max_retries: 3,
      allowed_fails: 1,
      litellm_metadata: {},
      mock_delay: 1,
    })
    expect(Object.keys(provider.calls[0]?.request ?? {}).toSorted()).toEqual(['messages', 'model'])
  })

  it('mocks of any kind are refused where they are off', async () => {
    const { failure } = setUp({ main: ['a'] }, {})
    expect(await failure({ mock_delay: 1 })).toMatchObject({ code: 'parameter_not_allowed', param: 'mock_delay' })
  })
})
