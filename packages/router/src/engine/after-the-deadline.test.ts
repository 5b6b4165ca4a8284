import { memoryStore } from '@turnout/cache-adapters/memory'
import { type Clock, type ProviderAdapter, type StateStore, sleepOn, TurnoutError } from '@turnout/core'
import {
  cutsAfter,
  fails,
  hangs,
  late,
  pausesAfter,
  type Step,
  says,
  scriptedProvider,
  type TestClock,
  testRuntime,
} from '@turnout/testing'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { createRouter } from '../create-router.ts'
import type { CallInit } from '../request-options.ts'

const messages = [{ role: 'user', content: 'hi' }]
const usualMs = 300

const atOnce: fc.Arbitrary<Step> = fc.constantFrom(
  ...[says('ok'), fails('server'), fails('timeout'), fails('rate-limit'), fails('authentication'), cutsAfter('')],
  ...[fails('rate-limit', { retryAfterMs: 600 }), fails('unavailable', { retryAfterMs: 5_000 }), hangs()],
  ...[pausesAfter('half'), cutsAfter('half')],
)
const step = fc.oneof(
  atOnce,
  fc.tuple(fc.constantFrom(1, 240, 260, 900), atOnce).map(([ms, then]) => late(ms, then)),
)
const steps = fc.array(step, { minLength: 1, maxLength: 5 })
const timeMs = fc.constantFrom(1, 100, 249, 250, 251, 301, 700, 1_000, 2_500, 9_000)

const world = fc.record({
  script: fc.record({ a: steps, b: steps, c: steps }),
  stream: fc.boolean(),
  deadlines: fc.record({ configMs: timeMs, deadlineMs: timeMs, clientTimeoutMs: timeMs }, { requiredKeys: [] }),
  timeout: fc.constantFrom(0.2, 1, 20),
  numRetries: fc.nat(4),
  retryAfter: fc.constantFrom(0, 1),
  cooldownTime: fc.constantFrom(0, 0.5, 5),
  whenAllCooling: fc.constantFrom('fail', 'wait', 'least_bad'),
  storeMs: fc.constantFrom(0, 0, 400),
  /** Requests before the one that is looked at: some deployments cool down then. */
  earlier: fc.nat(3),
})
type World = typeof world extends fc.Arbitrary<infer W> ? W : never

interface SetTimer {
  readonly setMs: number
  readonly dueMs: number
}

/** Writes down every timer that is set, and until when. */
function spyOn(clock: TestClock): { readonly spied: Clock; readonly timers: readonly SetTimer[] } {
  const timers: SetTimer[] = []
  const spied: Clock = {
    ...{ monotonicMs: clock.monotonicMs, wallMs: clock.wallMs, afterwards: clock.afterwards },
    timer(delayMs, run) {
      timers.push({ setMs: clock.monotonicMs(), dueMs: clock.monotonicMs() + delayMs })
      return clock.timer(delayMs, run)
    },
    sleep: (delayMs, cancellation) => sleepOn(spied, delayMs, cancellation),
  }
  return { spied, timers }
}

function slowStore(clock: TestClock, delayMs: number): StateStore {
  const inner = memoryStore(clock)
  return {
    ...inner,
    async reserve(...given) {
      await clock.sleep(delayMs)
      return inner.reserve(...given)
    },
  }
}

function setUp({ script, deadlines, storeMs, earlier: _, ...settings }: World, hedging: boolean) {
  const runtime = testRuntime()
  const { clock } = runtime
  const { spied, timers } = spyOn(clock)
  const warm = hedging ? Array.from({ length: 20 }, () => late(usualMs, says('warm'))) : []
  const scripts = Object.entries(script).map(([model, own]) => [model, [...warm, ...own]] as const)
  const inner = scriptedProvider(Object.fromEntries(scripts))
  const provider: ProviderAdapter = {
    name: 'scripted',
    // On the clock below, so that what an answer takes is not counted as a wait of the router's.
    operations: { chat: (call) => inner.operations.chat?.({ ...call, runtime }) ?? Promise.reject(new Error('none')) },
  }
  const deployment = (modelName: string, model: string) => ({
    modelName,
    litellmParams: { model: `scripted/${model}`, ...(storeMs > 0 ? { maxParallelRequests: 5 } : {}) },
    modelInfo: { id: `${modelName}-${model}` },
  })
  const router = createRouter({
    modelList: [deployment('main', 'a'), deployment('main', 'b'), deployment('spare', 'c')],
    ...{ fallbacks: [{ main: ['spare'] }], allowedFails: 0, hedging: hedging && { quantile: 0.9 }, ...settings },
    ...(deadlines.configMs === undefined ? {} : { deadline: deadlines.configMs / 1_000 }),
    ...{ providers: { scripted: provider }, runtime: { ...runtime, clock: spied } },
    ...{ store: storeMs > 0 ? slowStore(clock, storeMs) : memoryStore(clock), onProblem: () => {} },
  })
  return { router, clock, timers, startedMs: inner.startedMs, warmUps: warm.length }
}

const ignore = (error: unknown): void => {
  if (!TurnoutError.is(error)) throw error
}

/** One request, and what would be too late of it. */
async function live(given: World, hedging: boolean) {
  const { router, clock, timers, startedMs, warmUps } = setUp(given, hedging)
  for (let i = 0; i < warmUps; i++)
    for (const model of ['main-a', 'main-b', 'spare-c'])
      await clock.finish(router.completion({ model, messages }, { timeoutMs: 2 * usualMs }).catch(ignore))
  for (let i = 0; i < given.earlier; i++)
    await clock.finish(router.completion({ model: 'main', messages }, { timeoutMs: 50 }).catch(ignore))
  const [earlierCalls, earlierTimers] = [startedMs.length, timers.length]
  const beganMs = clock.monotonicMs()
  const { configMs = Infinity, ...init } = given.deadlines
  const lastMs = beganMs + Math.min(configMs, init.deadlineMs ?? Infinity)
  const untilMs = Math.min(lastMs, beganMs + (init.clientTimeoutMs ?? Infinity))
  let committedMs: number | undefined
  const ask = async () => {
    const reply = await router.call('chat', { model: 'main', messages, stream: given.stream }, init)
    committedMs = clock.monotonicMs()
    for await (const batch of reply) void batch
  }
  await clock.finish(ask().catch(ignore))
  return {
    calls: startedMs.slice(earlierCalls).filter((ms) => ms >= untilMs),
    timers: timers
      .slice(earlierTimers)
      .filter(({ setMs, dueMs }) => dueMs > (setMs < (committedMs ?? Infinity) ? untilMs : lastMs)),
    committed: (committedMs ?? 0) > untilMs,
    ended: clock.monotonicMs() > (committedMs === undefined ? untilMs + given.storeMs : lastMs),
  }
}

it.each([
  ['', false],
  [', hedged or not', true],
])(
  'no attempt starts, no timer is set and no answer goes on past the deadline%s',
  async (_, hedging) => {
    await fc.assert(
      fc.asyncProperty(world, async (given) => {
        expect(await live(given, hedging)).toEqual({ calls: [], timers: [], committed: false, ended: false })
      }),
      { numRuns: 300, timeout: 2_000 },
    )
  },
  60_000,
)

it('a client’s own patience ends with the first content, a deadline with the answer', async () => {
  const runtime = testRuntime()
  const { clock } = runtime
  const provider = scriptedProvider({ a: [pausesAfter('half')] })
  const router = createRouter({
    modelList: [{ modelName: 'main', litellmParams: { model: 'scripted/a' } }],
    ...{ providers: { scripted: provider }, runtime, timeout: 5 },
  })
  const lasts = async (init: CallInit): Promise<number> => {
    const beganMs = clock.monotonicMs()
    const read = async () => {
      for await (const chunk of await router.completion({ model: 'main', messages, stream: true }, init)) void chunk
    }
    await clock.finish(read().catch(ignore))
    return clock.monotonicMs() - beganMs
  }
  expect(await lasts({ clientTimeoutMs: 400 })).toBe(5_000)
  expect(await lasts({ deadlineMs: 400 })).toBe(400)
  expect(await lasts({ clientTimeoutMs: 400, deadlineMs: 3_000 })).toBe(3_000)
})

it.each(['deadlineMs', 'clientTimeoutMs'] as const)(
  'nobody is asked where there is no time at all: %s',
  async (key) => {
    const provider = scriptedProvider({})
    const router = createRouter({
      modelList: [{ modelName: 'main', litellmParams: { model: 'scripted/a' } }],
      ...{ providers: { scripted: provider }, runtime: testRuntime() },
    })
    await expect(router.completion({ model: 'main', messages }, { [key]: 0 })).rejects.toMatchObject({
      code: 'deadline_exceeded',
    })
    expect(provider.calls).toEqual([])
  },
)
