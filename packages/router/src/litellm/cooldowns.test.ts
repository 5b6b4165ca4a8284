import { type ErrorKind, TurnoutError } from '@turnout/core'
import { fails, hangs, late, type Step, says, settle } from '@turnout/testing'
import { describe, expect, it, vi } from 'vitest'
import type { RouterOptions } from '../options.ts'
import { entries, failureOf, inOrder, setUp, setUpFile, type World } from '../test-support/scripted-groups.test.ts'

const strict = { numRetries: 0, allowedFails: 0, cooldownTime: 300 }
const plain = { numRetries: 0 }
const two = { main: inOrder('a', 'b') }

/** How long nobody of `main` is asked, in ms, as the refusal tells it and as it turns out; 0: not at all. */
async function coolsFor({ begin, failure, clock, models }: World): Promise<number> {
  const calls = models().length
  const refusal: unknown = await begin().catch((reason: unknown) => reason)
  if (models().length > calls) return 0
  if (!TurnoutError.is(refusal)) throw refusal
  const told = refusal.retryAfterMs ?? Number.NaN
  await clock.advance(told - 1)
  expect(await failure()).toMatchObject({ kind: 'none-available', retryAfterMs: 1 })
  await clock.advance(1)
  await begin().catch(() => {})
  expect(models()).toHaveLength(calls + 1)
  return told
}

const times = <T>(count: number, value: T): T[] => Array.from({ length: count }, () => value)

/** So many failures. */
async function failTimes({ begin }: World, count: number): Promise<void> {
  for (let i = 0; i < count; i++) await failureOf(begin())
}

describe('what cools', () => {
  it.each<[string, Step]>([
    ['400', fails('bad-request')],
    ['422', fails('bad-request', { upstreamStatus: 422, status: 422 })],
    ['context-window', fails('context-window')],
    ['content-policy', fails('content-policy')],
  ])('18: a %s does not, with allowed_fails 0 and cooldown_time 300', async (_, step) => {
    const settings = { ...strict, allowedFailsPolicy: { BadRequestError: 0 } }
    const { failure, ask } = setUp({ main: ['a'] }, { a: [step, says('ok')] }, settings)
    await failure()
    expect(await ask()).toMatchObject({ text: 'ok' })
  })

  it.each<[number | null, number]>([
    [1e-10, 0],
    [0, 0],
    [null, 5_000],
    [60, 60_000],
  ])('20: cooldown_time %s: %i ms', async (cooldown_time, ms) => {
    const router_settings = { num_retries: 0, allowed_fails: 0, cooldown_time }
    const world = await setUpFile({ model_list: entries('main', ['a']), router_settings }, { a: [fails('server')] })
    await world.failure()
    expect(await coolsFor(world)).toBe(ms)
  })

  it('22: deployments of other groups are no siblings: 20 429s of a group of one cool nothing', async () => {
    const world = setUp({ main: ['a'], other: ['b'], third: ['c'] }, { a: [fails('rate-limit')] }, plain)
    await failTimes(world, 20)
    expect(world.models()).toHaveLength(20)
    expect(await coolsFor(world)).toBe(0)
  })

  it('26: a single deployment cools when a thousand have failed and nothing else, no sooner', async () => {
    const world = setUp({ main: ['a'] }, { a: [fails('server')] }, plain)
    await failTimes(world, 1_000)
    expect(world.models()).toHaveLength(1_000)
    expect(await coolsFor(world)).toBe(5_000)
  })

  it.each<[string, readonly Step[]]>([
    ['3 fails', [fails('server'), fails('server'), fails('server')]],
    ['3 of 10', [...times(3, fails('server')), ...times(7, says('ok'))]],
    ['9 of 10', [says('ok'), ...times(9, fails('timeout'))]],
    ['a 429', [fails('rate-limit')]],
  ])('26: a single deployment does not cool: %s', async (_, steps) => {
    const world = setUp({ main: ['a'] }, { a: [...steps, says('ok')] }, plain)
    for (const _step of steps) await world.begin().catch(() => {})
    expect(world.models()).toHaveLength(steps.length)
    expect(await coolsFor(world)).toBe(0)
  })

  it.each([3, 100])(
    '27: allowed_fails %i: so many do not, the next one does (also 3: interface.md)',
    async (allowedFails) => {
      const world = setUp({ main: ['a'] }, { a: [fails('server')] }, { ...plain, allowedFails })
      await failTimes(world, allowedFails + 1)
      expect(world.models()).toHaveLength(allowedFails + 1)
      expect(await coolsFor(world)).toBe(5_000)
    },
  )

  it('27: allowed_fails counts within 60 s', async () => {
    const world = setUp({ main: ['a'] }, { a: [fails('server')] }, { ...plain, allowedFails: 3 })
    await failTimes(world, 3)
    await world.clock.advance(61_000)
    await failTimes(world, 3)
    expect(await coolsFor(world)).toBe(0)
    expect(await coolsFor(world)).toBe(5_000)
  })

  it.each<[string, NonNullable<RouterOptions['allowedFailsPolicy']>, ErrorKind, number]>([
    ['its class has one: 2', { RateLimitErrorAllowedFails: 2 }, 'rate-limit', 3],
    ['in the other spelling', { RateLimitError: { allowedFails: 2 } }, 'rate-limit', 3],
    ['0: the first one (LiteLLM falls through to allowed_fails)', { TimeoutErrorAllowedFails: 0 }, 'timeout', 1],
    ['InternalServerError counts too (LiteLLM ignores it)', { InternalServerErrorAllowedFails: 1 }, 'server', 2],
    ['another class has one: allowed_fails', { RateLimitErrorAllowedFails: 2 }, 'server', 5],
  ])('allowed_fails_policy: %s', async (_, allowedFailsPolicy, kind, failures) => {
    const world = setUp({ main: ['a'] }, { a: [fails(kind)] }, { ...plain, allowedFails: 4, allowedFailsPolicy })
    await failTimes(world, failures)
    expect(world.models()).toHaveLength(failures)
    expect(await coolsFor(world)).toBe(5_000)
  })

  // 28 also speaks of wildcard-owned ids: there are no wildcards yet. Statuses that are empty or no number have no like here.
  it.each([
    ['a group of one', { main: ['a'] }],
    ['a group of two', two],
  ])('28: a 401 does at once, in %s, and for longer than cooldown_time (interface.md: long)', async (_, groups) => {
    const script = { a: [fails('authentication', { upstreamStatus: 401 })], b: [fails('bad-request')] }
    const world = setUp(groups, script, plain)
    await world.failure()
    await world.clock.advance(30_000)
    await world.failure()
    expect(world.models().filter((model) => model === 'a')).toHaveLength(1)
  })

  it('a 404 of upstream’s does at once, also in a group of one', async () => {
    const world = setUp({ main: ['a'] }, { a: [fails('not-found')] }, plain)
    await world.failure()
    expect(await coolsFor(world)).toBe(5_000)
  })

  it.each<ErrorKind>(['authentication', 'not-found', 'rate-limit', 'server', 'quota'])(
    '28: with disable_cooldowns nothing does: %s',
    async (kind) => {
      const { failure, models } = setUp(two, { a: [fails(kind)] }, { ...strict, disableCooldowns: true })
      await failure()
      await failure()
      expect(models()).toEqual(['a', 'a'])
    },
  )

  it('29: counting outcomes and cooling never ask the store', async () => {
    const store = {
      ...{ reserve: vi.fn(), settle: vi.fn(), lease: vi.fn(), giveBack: vi.fn(), renew: vi.fn(), charge: vi.fn() },
      close: async () => {},
    }
    const { ask, models } = setUp(two, { a: [fails('rate-limit')] }, { store })
    for (let i = 0; i < 10; i++) await ask()
    expect(models().filter((model) => model === 'a')).toHaveLength(1)
    for (const method of ['reserve', 'settle', 'lease', 'giveBack', 'renew', 'charge'] as const)
      expect(store[method]).not.toHaveBeenCalled()
  })

  it('30: a connection failure does (interface.md: like a server error; in LiteLLM never)', async () => {
    const world = setUp({ main: ['a'] }, { a: [fails('connection')] }, strict)
    await world.failure()
    expect(await coolsFor(world)).toBe(300_000)
  })

  it.each<ErrorKind>(['connection', 'server', 'timeout', 'unavailable'])(
    'by the default rule more than half of at least five do, where there is a sibling: %s',
    async (kind) => {
      const world = setUp(two, { a: [fails(kind)] }, plain)
      await failTimes(world, 5)
      expect(world.models()).toEqual(['a', 'a', 'a', 'a', 'a'])
      expect(await world.ask()).toMatchObject({ model: 'b' })
    },
  )

  it('by the default rule exactly half do not', async () => {
    const script = { a: [...times(5, [says('ok'), fails('server')]).flat(), fails('server')] }
    const world = setUp(two, script, plain)
    for (let i = 0; i < 11; i++) await world.begin().catch(() => {})
    expect(new Set(world.models())).toEqual(new Set(['a']))
    expect(await world.ask()).toMatchObject({ model: 'b' })
  })

  it('33: what is told of a cooldown is the failure’s kind, and nothing of its text', async () => {
    const secret = 'sk-'.padEnd(60, 'x')
    const step: Step = fails('rate-limit', { cause: new Error(secret), code: secret })
    const { ask, events, failure } = setUp(two, { a: [step], b: [says('ok'), step] }, plain)
    await ask({ num_retries: 1 })
    const cooled = events.filter(({ type }) => type === 'cooldown-start')
    expect(cooled).toMatchObject([{ deploymentId: 'a', group: 'main', kind: 'rate-limit', durationMs: 5_000 }])
    await failure()
    const refusal = await failure()
    expect(refusal).toMatchObject({ kind: 'none-available', message: expect.stringContaining('RateLimitError') })
    expect(JSON.stringify([cooled, refusal.message])).not.toContain('sk-')
  })
})

describe('for how long', () => {
  it.each<[number | undefined, number | undefined, number | undefined, number]>([
    [7, 30_000, 60, 7_000],
    [90, 30_000, 60, 90_000],
    [0, 30_000, 60, 0],
    [undefined, 30_000, 60, 30_000],
    [undefined, 2_000, 60, 2_000],
    [undefined, 600_000, 5, 600_000],
    [undefined, undefined, 60, 60_000],
    [undefined, undefined, undefined, 5_000],
  ])(
    '31: the deployment says %s s, the provider %s ms, the router %s s: %i ms',
    async (own, retryAfterMs, routers, expected) => {
      const step = fails('rate-limit', retryAfterMs === undefined ? {} : { retryAfterMs })
      const groups = { main: [own === undefined ? 'a' : { model: 'a', cooldownTime: own }] }
      const { cooldownTime: _, ...rest } = strict
      const settings = routers === undefined ? rest : { ...rest, cooldownTime: routers }
      const world = setUp(groups, { a: [step] }, settings)
      await world.failure()
      expect(await coolsFor(world)).toBe(expected)
    },
  )

  it('31: a 429 with Retry-After 30 in a group of two: 30 s, not the default', async () => {
    const { ask, clock, models } = setUp(two, { a: [fails('rate-limit', { retryAfterMs: 30_000 }), says('ok')] })
    await ask()
    await clock.advance(29_999)
    await ask()
    await clock.advance(1)
    await ask()
    expect(models()).toEqual(['a', 'b', 'b', 'a'])
  })

  it.each([
    [30_000, 5_000, 31_000],
    [5_000, 30_000, 32_000],
  ])('of two ends the later one wins: %i ms at 1 s, %i ms at 2 s', async (first, second, untilMs) => {
    const failing = (ms: number, retryAfterMs: number) => late(ms, fails('server', { retryAfterMs }))
    const world = setUp({ main: ['a'] }, { a: [failing(1_000, first), failing(2_000, second), says('ok')] }, strict)
    await world.clock.finish(Promise.all([failureOf(world.begin()), failureOf(world.begin())]))
    expect(world.nowMs()).toBe(2_000)
    expect(await coolsFor(world)).toBe(untilMs - 2_000)
  })
})

describe('what the caller did', () => {
  const lenient = { ...strict, timeout: 10 }

  it.each<[string, (world: World) => Promise<unknown>, object]>([
    ['its own timeout', ({ failure }) => failure({ timeout: 1 }), { kind: 'timeout', status: 504 }],
    ['its deadline', ({ failure }) => failure({}, { deadlineMs: 1_000 }), { code: 'deadline_exceeded' }],
    ['its client’s timeout', ({ post }) => post({}, { 'x-stainless-timeout': '1' }), { status: 504 }],
  ])('cools nothing: %s', async (_, run, expected) => {
    const world = setUp({ main: ['a'] }, { a: [hangs(), says('ok')] }, lenient)
    expect(await run(world)).toMatchObject(expected)
    expect(world.nowMs()).toBeLessThanOrEqual(1_000)
    expect(await world.ask()).toMatchObject({ text: 'ok' })
  })

  it('cools nothing: its leaving', async () => {
    const { begin, ask } = setUp({ main: ['a'] }, { a: [hangs(), says('ok')] }, lenient)
    const controller = new AbortController()
    const asked = failureOf(begin({}, { signal: controller.signal }))
    await settle()
    controller.abort()
    expect(await asked).toMatchObject({ kind: 'cancelled' })
    expect(await ask()).toMatchObject({ text: 'ok' })
  })

  it('cools nothing, but the configured timeout does', async () => {
    const world = setUp({ main: ['a'] }, { a: [hangs()] }, lenient)
    expect(await world.failure()).toMatchObject({ kind: 'timeout' })
    expect(await world.failure()).toMatchObject({ kind: 'none-available', retryAfterMs: 300_000 })
  })
})
