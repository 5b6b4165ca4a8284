import { memoryStore } from '@turnout/cache-adapters/memory'
import {
  type Callback,
  type DecisionRecord,
  defineSignal,
  defineStrategy,
  type RouterEvent,
  type StateStore,
  TurnoutError,
} from '@turnout/core'
import {
  cutsAfter,
  fails,
  hangs,
  late,
  pausesAfter,
  type Step,
  says,
  scriptedProvider,
  settle,
  type TestClock,
  testRuntime,
} from '@turnout/testing'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { createRouter } from '../create-router.ts'
import type { Router } from '../router.ts'

const models = ['a', 'b', 'c'] as const
const limit = 2
const usualMs = 100

const atOnce: fc.Arbitrary<Step> = fc.constantFrom(
  ...[says('ok'), fails('server'), fails('rate-limit', { retryAfterMs: 400 }), fails('timeout'), fails('bad-request')],
  ...[cutsAfter(''), cutsAfter('half'), pausesAfter('half'), hangs()],
)
const step = fc.oneof(
  atOnce,
  fc.tuple(fc.constantFrom(20, usualMs, 250, 900), atOnce).map(([ms, then]) => late(ms, then)),
)
const steps = fc.array(step, { minLength: 1, maxLength: 6 })

const request = fc.record({
  atMs: fc.nat(600),
  model: fc.constantFrom('main', 'spare', 'main-a'),
  stream: fc.boolean(),
  deadlineMs: fc.constantFrom(undefined, undefined, 50, 700),
  leaves: fc.constantFrom('never', 'never', 'by-signal', 'by-cancel'),
  leavesMs: fc.nat(900),
  /** How many batches are read, and how long the reader thinks before each. */
  reads: fc.constantFrom(0, 1, 2, 9),
  thinksMs: fc.constantFrom(0, 0, 70),
  atEnd: fc.constantFrom('cancels', 'forgets'),
})
type Request = typeof request extends fc.Arbitrary<infer R> ? R : never

const world = fc.record({
  script: fc.record({ a: steps, b: steps, c: steps }),
  hedging: fc.boolean(),
  /** How long the store takes to answer. */
  storeMs: fc.constantFrom(0, 0, 30),
  numRetries: fc.nat(3),
  whenAllCooling: fc.constantFrom('fail', 'wait', 'least_bad'),
  requests: fc.array(request, { minLength: 1, maxLength: 8 }),
})
type World = typeof world extends fc.Arbitrary<infer W> ? W : never

/** Whatever they do is nobody else's. */
const badCallbacks: readonly Callback[] = [
  { name: 'throws', on: () => expect.fail('its own mind') },
  { name: 'rejects', on: () => Promise.reject(new Error('its own mind')) },
  { name: 'hangs', on: () => new Promise(() => {}) },
]

/** A store that is slow, frees nothing by itself, and knows who has been settled how often. */
function slowStore(clock: TestClock, delayMs: number) {
  const inner = memoryStore(clock)
  const settled = new Map<string, number>()
  const store: StateStore = {
    ...inner,
    async reserve(attemptId, options) {
      if (delayMs > 0) await clock.sleep(delayMs)
      const answer = await inner.reserve(attemptId, options, Infinity)
      if ('chosen' in answer) settled.set(attemptId, settled.get(attemptId) ?? 0)
      return answer
    },
    async settle(attemptId, actuals) {
      settled.set(attemptId, (settled.get(attemptId) ?? 0) + 1)
      await inner.settle(attemptId, actuals)
    },
  }
  return { store, settled, inner }
}

/** A strategy that counts how often each attempt has started and ended, by a signal of its own. */
function counting(random: () => number) {
  const starts: string[] = []
  const ends: string[] = []
  const signal = defineSignal<number>({
    name: 'counting',
    bind: () => ({
      start: ({ attemptId }) => void starts.push(attemptId),
      end: ({ attemptId }) => void ends.push(attemptId),
      value: () => starts.length,
    }),
  })
  const strategy = defineStrategy({
    name: 'counting',
    needs: { signal },
    select: (candidates) => (candidates[Math.floor(random() * candidates.length)] ?? candidates[0]).deployment,
  })
  return { starts, ends, strategy }
}

function setUp({ script, hedging, storeMs, numRetries, whenAllCooling }: World) {
  const runtime = testRuntime()
  const { clock } = runtime
  const warm = hedging ? Array.from({ length: 20 }, () => late(usualMs, says('warm'))) : []
  const scripts = Object.fromEntries(Object.entries(script).map(([model, own]) => [model, [...warm, ...own]]))
  const events: RouterEvent[] = []
  const deployment = (modelName: string, model: string) => ({
    modelName,
    litellmParams: { model: `scripted/${model}`, maxParallelRequests: limit, timeout: 1, cooldownTime: 1 },
    modelInfo: { id: `${modelName}-${model}` },
  })
  const counted = counting(runtime.random)
  const stored = slowStore(clock, storeMs)
  const router = createRouter({
    modelList: [...models.map((model) => deployment('main', model)), deployment('spare', 'c')],
    ...{
      fallbacks: [{ main: ['spare'] }],
      numRetries,
      whenAllCooling,
      allowedFails: 1,
      hedging: hedging && { quantile: 0.9 },
    },
    ...{ providers: { scripted: scriptedProvider(scripts) }, store: stored.store, strategy: counted.strategy, runtime },
    callbacks: [...badCallbacks, { name: 'ears', wantsSteps: true, on: (event) => void events.push(event) }],
    onProblem: () => {},
  })
  return { router, clock, events, counted, stored, warmUps: warm.length }
}

/** One request from its beginning to whatever end its caller gives it. */
async function live(router: Router, clock: TestClock, request: Request): Promise<void> {
  const { model, stream, deadlineMs, leaves, leavesMs, reads, thinksMs } = request
  await clock.sleep(request.atMs)
  const controller = new AbortController()
  let leave = (): void => {}
  if (leaves === 'by-signal') leave = () => controller.abort()
  const stop = clock.timer(leavesMs, () => leave())
  const init = { signal: controller.signal, ...(deadlineMs === undefined ? {} : { deadlineMs }) }
  try {
    const reply = await router.call('chat', { model, messages: [{ role: 'user', content: 'hi' }], stream }, init)
    const gone = Promise.withResolvers<void>()
    if (leaves === 'by-cancel')
      leave = () => {
        reply.cancel()
        gone.resolve()
      }
    for (let read = 0; read < reads; read++) {
      if (thinksMs > 0) await clock.sleep(thinksMs)
      if ((await Promise.race([reply.next(), gone.promise]))?.done !== false) break
    }
    if (!stream || request.atEnd === 'cancels') reply.cancel()
  } catch (error) {
    if (!TurnoutError.is(error)) throw error
  } finally {
    stop()
  }
}

const twice = (ids: readonly string[]): readonly string[] => ids.filter((id, index) => ids.indexOf(id) !== index)

it('whatever happens: what starts ends once, what is reserved is settled once, and nothing is left', async () => {
  let hedges = 0
  let left = 0
  await fc.assert(
    fc.asyncProperty(world, async (given) => {
      const { router, clock, events, counted, stored, warmUps } = setUp(given)
      for (let i = 0; i < warmUps; i++)
        for (const id of ['main-a', 'main-b', 'main-c'])
          await clock.finish(router.completion({ model: id, messages: [{ role: 'user', content: 'hi' }] }))
      await clock.finish(Promise.all(given.requests.map((request) => live(router, clock, request))))
      if (given.requests.some(({ atEnd }) => atEnd === 'forgets')) await clock.advance(70_000)
      await settle()
      expect(clock.pending).toBe(0)
      expect(counted.ends.toSorted()).toEqual(counted.starts.toSorted())
      expect(twice(counted.starts)).toEqual([])
      expect([...stored.settled].filter(([, times]) => times !== 1)).toEqual([])
      expect(counted.starts.filter((id) => !stored.settled.has(id))).toEqual([])
      for (const model of models)
        expect(await stored.inner.reserve(`all-${model}`, [[parallel(`main-${model}`)]], 1)).toEqual({ chosen: 0 })
      expect(await stored.inner.reserve('all-spare', [[parallel('spare-c')]], 1)).toEqual({ chosen: 0 })
      const requests = events.flatMap((event) => (event.type === 'request-start' ? [event.requestId] : []))
      const ended = events.flatMap((event) => (event.type === 'request-end' ? [event.requestId] : []))
      expect(ended.toSorted()).toEqual(requests.toSorted())
      expect(requests.length).toBe(given.requests.length + 3 * warmUps)
      const attempts = events.flatMap((event) => (event.type === 'attempt-end' ? event.attempt : []))
      expect(attempts.map(({ attemptId }) => attemptId).toSorted()).toEqual(counted.starts.toSorted())
      for (const id of requests) {
        const told = events.filter((event) => 'requestId' in event && event.requestId === id)
        expect([told[0]?.type, told.at(-1)?.type]).toEqual(['request-start', 'request-end'])
      }
      for (const event of events) if (event.type === 'request-end') expectTrue(event)
      hedges += attempts.filter(({ hedge }) => hedge).length
      left += attempts.filter((attempt) => attempt.failure?.kind === 'cancelled').length
    }),
    { numRuns: 300, timeout: 2_000 },
  )
  expect(hedges).toBeGreaterThan(0)
  expect(left).toBeGreaterThan(0)
}, 60_000)

/** Its attempts are its choices, and what it says of its end is what they say. */
function expectTrue({ steps = [], attempts, fallbacks, failure, usage }: DecisionRecord): void {
  const chosen = steps.flatMap((one) => (one.type === 'choice' && one.chosenId ? [[one.attemptId, one.chosenId]] : []))
  expect(chosen.toSorted()).toEqual(attempts.map(({ attemptId, deploymentId }) => [attemptId, deploymentId]).toSorted())
  expect(steps.filter(({ type }) => type === 'fallback').length).toBeGreaterThanOrEqual(fallbacks)
  const served = attempts.filter((attempt) => !attempt.failure)
  if (!failure) expect(served).toHaveLength(1)
  if (!failure) expect(served[0]?.usage).toEqual(usage)
}

const parallel = (id: string) => ({ key: `{${id}}:parallel`, amount: limit, limit })

it('a read that waits when the answer is cancelled ends', async () => {
  const runtime = testRuntime()
  const router = createRouter({
    modelList: [{ modelName: 'main', litellmParams: { model: 'scripted/a' } }],
    providers: { scripted: scriptedProvider({ a: [pausesAfter('half')] }) },
    runtime,
  })
  const reply = await router.call('chat', { model: 'main', messages: [], stream: true })
  for (let batch = 0; batch < 2; batch++) await reply.next()
  const reading = reply.next().then(
    () => 'over',
    () => 'failed',
  )
  reply.cancel()
  await settle()
  expect(await Promise.race([reading, 'waiting'])).not.toBe('waiting')
})
