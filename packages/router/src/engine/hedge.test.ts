import { memoryStore } from '@turnout/cache-adapters/memory'
import {
  CancelScope,
  type ProviderAdapter,
  type RouterEvent,
  type RoutingStrategy,
  type StateStore,
  TurnoutError,
} from '@turnout/core'
import { fails, hangs, late, type Step, says, scriptedProvider, settle, testRuntime } from '@turnout/testing'
import { describe, expect, it } from 'vitest'
import { createRouter } from '../create-router.ts'
import type { RouterOptions } from '../options.ts'
import type { CallInit } from '../request-options.ts'
import { hedged } from './hedge.ts'
import type { RunningAttempt } from './running-attempt.ts'

const messages = [{ role: 'user', content: 'hi' }]
const usual = Array.from({ length: 20 }, () => 100)

/** The first of those that may serve, in the order of the list. */
const inOrder: RoutingStrategy = { name: 'in-order', needs: {}, select: ([first]) => first.deployment }

interface Given extends Partial<RouterOptions> {
  /** How long each of the answers took by which `a` is known. */
  readonly known?: readonly number[]
  readonly maxParallelRequests?: number
  /** How long the store takes to answer. */
  readonly storeMs?: number
}

/** A group of the models in `script`, of which `a` is asked first; its own first steps make it known. */
async function setUp(
  script: Readonly<Record<string, readonly Step[]>>,
  { known = usual, maxParallelRequests, storeMs = 0, ...options }: Given = {},
) {
  const runtime = testRuntime()
  const { clock } = runtime
  const warm = known.map((ms) => late(ms, says('known')))
  const provider = scriptedProvider({ ...script, a: [...warm, ...(script['a'] ?? [])] })
  const events: RouterEvent[] = []
  const inner = memoryStore(clock)
  const store: StateStore = {
    ...inner,
    reserve: async (...given) => {
      await clock.sleep(storeMs)
      return inner.reserve(...given)
    },
  }
  const router = createRouter({
    modelList: Object.keys(script).map((model) => ({
      modelName: 'main',
      litellmParams: { model: `scripted/${model}`, ...(maxParallelRequests ? { maxParallelRequests } : {}) },
      modelInfo: { id: model },
    })),
    ...{
      providers: { scripted: provider },
      runtime,
      store,
      strategy: inOrder,
      hedging: { quantile: 0.95 },
      numRetries: 0,
    },
    ...{ callbacks: [{ name: 'ears', on: (event) => void events.push(event) }], onProblem: () => {}, ...options },
  })
  for (const _ of known) await clock.finish(router.completion({ model: 'a', messages }))
  const beganMs = clock.monotonicMs()
  const since = () => clock.monotonicMs() - beganMs
  const ask = async (stream = false, init: CallInit = {}): Promise<string> => {
    const reply = await router.call('chat', { model: 'main', messages, stream }, init)
    for await (const batch of reply) void batch
    return `${reply.deployment.id} at ${since()}`
  }
  const asked = () =>
    provider.calls.slice(known.length).map((call, index) => ({
      at: `${call.deployment.id} at ${(provider.startedMs[known.length + index] ?? 0) - beganMs}`,
      scope: call.scope,
    }))
  const ends = () => events.filter((event) => event.type === 'attempt-end').slice(known.length)
  return { router, clock, events, ask, asked, ends, calls: () => asked().map(({ at }) => at), since }
}

const never = (): never => {
  throw new Error('It serves chat.')
}

const failed = (error: unknown): TurnoutError => {
  if (!TurnoutError.is(error)) throw error
  return error
}

describe('a second attempt', () => {
  it('is not made before twenty answers are known, and never without hedging', async () => {
    const slow = { a: [late(5_000, says('ok'))], b: [says('ok')] }
    const unknown = await setUp(slow, { known: usual.slice(1) })
    expect(await unknown.clock.finish(unknown.ask())).toBe('a at 5000')
    const off = await setUp(slow, { hedging: false })
    expect(await off.clock.finish(off.ask())).toBe('a at 5000')
    const known = await setUp(slow)
    expect(await known.clock.finish(known.ask())).toBe('b at 100')
  })

  it('is made after the quantile of the deployment’s own times', async () => {
    const known = Array.from({ length: 40 }, (_, index) => 10 * (index + 1))
    const slow = { a: [hangs()], b: [says('ok')] }
    const rare = await setUp(slow, { known })
    expect(await rare.clock.finish(rare.ask())).toBe('b at 390')
    const half = await setUp(slow, { known, hedging: { quantile: 0.5 } })
    expect(await half.clock.finish(half.ask())).toBe('b at 210')
  })

  it('is one, elsewhere, however long both take', async () => {
    const { clock, ask, calls } = await setUp({ a: [hangs()], b: [hangs()], c: [says('ok')] }, { timeout: 3 })
    expect(await clock.finish(ask().catch(failed))).toMatchObject({ kind: 'timeout' })
    expect(calls()).toEqual(['a at 0', 'b at 100'])
  })

  it('is not made in a group of one, nor where the others cool down', async () => {
    const alone = await setUp({ a: [late(500, says('ok'))] })
    expect(await alone.clock.finish(alone.ask())).toBe('a at 500')
    expect(alone.calls()).toEqual(['a at 0'])
    const { router, clock, ask, calls } = await setUp(
      { a: [late(500, says('ok'))], b: [fails('rate-limit')] },
      { cooldownTime: 60 },
    )
    await clock.finish(router.completion({ model: 'b', messages }).catch(failed))
    expect(await clock.finish(ask())).toBe('a at 500')
    expect(calls()).toEqual(['b at 0', 'a at 0'])
  })

  it('is not made on the same deployment, though the other is taken out while its slot is asked for', async () => {
    const { router, clock, ask, calls } = await setUp(
      { a: [hangs()], b: [late(70, fails('server'))] },
      { maxParallelRequests: 9, storeMs: 50, allowedFails: 0, cooldownTime: 60, timeout: 3 },
    )
    // Asks for its slot at 150, and gets it at 200; at 170 the other request has taken `b` out.
    const hedged = ask().catch(failed)
    await clock.advance(50)
    const other = router.completion({ model: 'b', messages }).catch(failed)
    await clock.finish(Promise.all([hedged, other]))
    expect(calls()).toEqual(['a at 50', 'b at 100'])
  })

  it('costs the retry budget', async () => {
    const { clock, ask, calls } = await setUp(
      { a: [late(400, says('ok'))], b: [says('ok')] },
      { retryBudget: { ratio: 0, perSecond: 0.1 } },
    )
    expect(await clock.finish(ask())).toBe('b at 100')
    expect(await clock.finish(ask())).toBe('a at 500')
    await clock.advance(10_000)
    await clock.finish(ask())
    expect(calls()).toEqual(['a at 0', 'b at 100', 'a at 100', 'a at 10500', 'b at 10600'])
  })
})

describe.each([false, true])('of two attempts (stream: %s)', (stream) => {
  it.each([
    ['b at 150', [late(300, says('slow'))], [late(50, says('fast'))], 'a', {}],
    ['a at 120', [late(120, says('fast'))], [late(300, says('slow'))], 'b', { hedge: true }],
  ] as const)('the first that says something serves: %s', async (served, a, b, loser, mark) => {
    const { clock, ask, asked, ends } = await setUp({ a: [...a], b: [...b] })
    expect(await clock.finish(ask(stream))).toBe(served)
    expect(asked().map(({ scope }) => scope.cancelled)).toEqual([loser === 'a', loser === 'b'])
    const end = ends().find(({ attempt }) => attempt.deploymentId === loser)
    expect(end).toMatchObject({ attempt: { failure: { kind: 'cancelled' }, usageEstimated: true, ...mark } })
    expect(end?.atMs).toBe(clock.monotonicMs())
    expect(clock.pending).toBe(0)
  })

  it('that say something at the same moment one serves, and the other is let go', async () => {
    const gate = Promise.withResolvers<void>()
    const gated = scriptedProvider({})
    const known = scriptedProvider({})
    let closed = false
    const provider: ProviderAdapter = {
      name: 'gated',
      operations: {
        async chat(call) {
          if (closed) await gate.promise
          else await call.runtime.clock.sleep(100)
          const { chat = never } = (closed ? gated : known).operations
          return chat(call)
        },
      },
    }
    const { clock, ask, router, ends, events } = await setUp(
      { a: [], b: [] },
      { known: [], providers: { scripted: provider } },
    )
    for (const _ of usual) await clock.finish(router.completion({ model: 'a', messages }))
    closed = true
    const answer = ask(stream)
    await clock.advance(200)
    gate.resolve()
    expect(await answer).toMatch(/^a/)
    expect(ends().slice(usual.length)).toMatchObject([
      { attempt: { deploymentId: 'b', hedge: true, failure: { kind: 'cancelled' } } },
      { attempt: { deploymentId: 'a' } },
    ])
    expect(events.filter(({ type }) => type === 'cooldown-start')).toEqual([])
    expect([gated.calls.length, gated.cancelled, clock.pending]).toEqual([2, 1, 0])
  })

  it('only the second is marked', async () => {
    const { clock, ask, ends } = await setUp({ a: [late(300, says('slow'))], b: [says('fast')] })
    await clock.finish(ask(stream))
    expect(
      ends()
        .map(({ attempt }) => [attempt.deploymentId, attempt.hedge])
        .toSorted(),
    ).toEqual([
      ['a', undefined],
      ['b', true],
    ])
  })

  it('the other goes on where one fails', async () => {
    const { clock, ask, calls } = await setUp(
      { a: [late(150, fails('server'))], b: [late(400, says('ok'))] },
      { numRetries: 2 },
    )
    expect(await clock.finish(ask(stream))).toBe('b at 500')
    expect(calls()).toEqual(['a at 0', 'b at 100'])
  })

  it('both failing, the later failure counts, and both are attempts that retries are counted from', async () => {
    const script = { a: [late(300, fails('timeout')), says('ok')], b: [late(50, fails('server'))] }
    const spent = await setUp(script, { numRetries: 1 })
    const error = await spent.clock.finish(spent.ask(stream).catch(failed))
    expect(error).toMatchObject({
      kind: 'timeout',
      attempts: [{ deploymentId: 'b', hedge: true }, { deploymentId: 'a' }],
    })
    const { clock, ask, calls } = await setUp(script, { numRetries: 2 })
    await clock.finish(ask(stream))
    expect(calls().map((call) => call.split(' at ')[0])).toEqual(['a', 'b', 'a'])
  })

  it('both end when the caller leaves', async () => {
    const { clock, ask, asked, ends, events } = await setUp({ a: [hangs()], b: [hangs()] }, { numRetries: 3 })
    const controller = new AbortController()
    const error = ask(stream, { signal: controller.signal }).catch(failed)
    await clock.advance(200)
    expect(asked().map(({ scope }) => scope.cancelled)).toEqual([false, false])
    controller.abort()
    expect(await error).toMatchObject({ kind: 'cancelled' })
    await settle()
    expect(asked().map(({ scope }) => scope.cancelled)).toEqual([true, true])
    expect(ends().map(({ attempt }) => attempt.failure?.kind)).toEqual(['cancelled', 'cancelled'])
    expect(events.at(-1)?.type).toBe('request-end')
    expect(clock.pending).toBe(0)
  })

  it('the one that lost is not blamed', async () => {
    const { clock, ask, events } = await setUp(
      { a: [hangs()], b: [says('ok')] },
      { allowedFails: 0, cooldownTime: 60, retryBudget: false },
    )
    for (let i = 1; i <= 5; i++) expect(await clock.finish(ask(stream))).toBe(`b at ${100 * i}`)
    expect(events.filter(({ type }) => type === 'cooldown-start')).toEqual([])
  })
})

describe('a second attempt that the store fails', () => {
  it('leaves the first alone', async () => {
    const store: StateStore = {
      ...memoryStore(testRuntime().clock),
      async reserve(attemptId) {
        if (attemptId.endsWith('-2')) throw new Error('a store of its own mind')
        return { chosen: 0 }
      },
    }
    const slow = { a: [late(400, says('ok'))], b: [says('ok')], c: [says('ok')] }
    const { clock, ask, ends } = await setUp(slow, { store, maxParallelRequests: 9 })
    expect(await clock.finish(ask().catch((error: unknown) => failed(error).message))).toBe('a at 400')
    expect(ends()).toHaveLength(1)
  })
})

it('the one that lost is over at once, however long its adapter takes to hear of it', async () => {
  const { clock } = testRuntime()
  const ended: string[] = []
  const attempt = (name: string): RunningAttempt =>
    ({ end: ({ kind }: { kind: string }) => ended.push(`${name} ${kind}`), scope: new CancelScope() }) as never
  const [first, second] = [attempt('first'), attempt('second')]
  const committed = {} as never
  const run = (one: RunningAttempt) => (one === second ? Promise.resolve(committed) : new Promise<never>(() => {}))
  const outcome = hedged(first, { clock, run, patienceMs: 10, another: async () => second })
  expect(await clock.finish(outcome)).toBe(committed)
  expect(ended).toEqual(['first cancelled'])
})
