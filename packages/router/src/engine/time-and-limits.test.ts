import { TurnoutError } from '@turnout/core'
import { fails, hangs, pausesAfter, says, scriptedProvider, settle, testRuntime } from '@turnout/testing'
import { describe, expect, it, vi } from 'vitest'
import { createRouter } from '../create-router.ts'
import type { ModelOptions, RouterOptions } from '../options.ts'

const messages = [{ role: 'user', content: 'hi' }]

function setUp(
  params: Partial<ModelOptions['litellmParams']>,
  script: Parameters<typeof scriptedProvider>[0],
  options: Partial<RouterOptions> = {},
) {
  const provider = scriptedProvider(script)
  const runtime = testRuntime()
  const modelList = [{ modelName: 'main', litellmParams: { model: 'scripted/a', ...params } }]
  const router = createRouter({
    modelList,
    providers: { scripted: provider },
    runtime,
    numRetries: 0,
    ...options,
  } as RouterOptions)
  return { router, runtime, provider, ask: (init = {}) => router.completion({ model: 'main', messages }, init) }
}

const outcome = async (work: Promise<unknown>): Promise<unknown> =>
  work.catch((error: unknown) => (TurnoutError.is(error) ? error : Promise.reject(error)))

describe('time', () => {
  it('ends an attempt after the timeout of its deployment', async () => {
    const { ask, runtime, provider } = setUp({ timeout: 3 }, { a: [hangs()] }, { timeout: 100 })
    const startedMs = runtime.clock.monotonicMs()
    expect(await runtime.clock.finish(outcome(ask()))).toMatchObject({
      kind: 'timeout',
      status: 504,
      code: 'upstream_timeout',
    })
    expect(runtime.clock.monotonicMs() - startedMs).toBe(3_000)
    expect(provider.calls[0]?.scope.cancelled).toBe(true)
  })

  it('bounds the first content of a stream by streamTimeout', async () => {
    const { router, runtime } = setUp({ streamTimeout: 2 }, { a: [hangs()] }, { timeout: 100 })
    const startedMs = runtime.clock.monotonicMs()
    await runtime.clock.finish(outcome(router.completion({ model: 'main', messages, stream: true })))
    expect(runtime.clock.monotonicMs() - startedMs).toBe(2_000)
  })

  it('never starts or waits beyond the deadline', async () => {
    const { ask, runtime, provider } = setUp({}, { a: [fails('server')] }, { numRetries: 50 })
    const startedMs = runtime.clock.monotonicMs()
    expect(await runtime.clock.finish(outcome(ask({ deadlineMs: 2_000 })))).toMatchObject({ kind: 'server' })
    expect(runtime.clock.monotonicMs() - startedMs).toBeLessThanOrEqual(2_000)
    expect(provider.calls.length).toBeGreaterThan(1)
  })

  it('falls back at once where a wait would not end before the deadline', async () => {
    const provider = scriptedProvider({ a: [fails('rate-limit', { retryAfterMs: 30_000 })], b: [says('from b')] })
    const runtime = testRuntime()
    const router = createRouter({
      modelList: ['a', 'b'].map((name) => ({ modelName: name, litellmParams: { model: `scripted/${name}` } })),
      fallbacks: [{ a: ['b'] }],
      providers: { scripted: provider },
      runtime,
    })
    const startedMs = runtime.clock.monotonicMs()
    const answer = await runtime.clock.finish(router.completion({ model: 'a', messages }, { deadlineMs: 5_000 }))
    expect(answer.choices[0]?.message.content).toBe('from b')
    expect(runtime.clock.monotonicMs()).toBe(startedMs)
  })

  it('cuts a running attempt at the deadline', async () => {
    const { ask, runtime } = setUp({}, { a: [hangs()] })
    const startedMs = runtime.clock.monotonicMs()
    expect(await runtime.clock.finish(outcome(ask({ deadlineMs: 700 })))).toMatchObject({ code: 'deadline_exceeded' })
    expect(runtime.clock.monotonicMs() - startedMs).toBe(700)
  })

  it('cuts a running stream at the deadline, however lively', async () => {
    const { router, runtime } = setUp({}, { a: [says('hello')] })
    const stream = await router.completion({ model: 'main', messages, stream: true }, { deadlineMs: 5_000 })
    const chunks = stream[Symbol.asyncIterator]()
    const heldBack = 2
    for (let chunk = 0; chunk < heldBack; chunk++) await chunks.next()
    await runtime.clock.advance(5_000)
    await expect(chunks.next()).rejects.toMatchObject({ kind: 'timeout', code: 'deadline_exceeded' })
  })

  it('ends a stream that is silent after its first content, pings or not', async () => {
    const { router, runtime } = setUp({ streamTimeout: 2 }, { a: [pausesAfter('hello')] })
    const stream = await router.completion({ model: 'main', messages, stream: true })
    const startedMs = runtime.clock.monotonicMs()
    const reading = (async () => {
      for await (const chunk of stream) void chunk
    })()
    expect(await runtime.clock.finish(outcome(reading))).toMatchObject({ kind: 'timeout', code: 'upstream_timeout' })
    expect(runtime.clock.monotonicMs() - startedMs).toBe(2_000)
  })

  it('bounds a stream by timeout where stream_timeout is not set, and its silence by a minute where nothing is', async () => {
    for (const [options, silenceMs] of [
      [{ timeout: 4 }, 4_000],
      [{}, 60_000],
    ] as const) {
      const { router, runtime } = setUp({}, { a: [pausesAfter('hello')] }, options)
      const stream = await router.completion({ model: 'main', messages, stream: true })
      const startedMs = runtime.clock.monotonicMs()
      const reading = (async () => {
        for await (const chunk of stream) void chunk
      })()
      expect(await runtime.clock.finish(outcome(reading))).toMatchObject({ kind: 'timeout' })
      expect(runtime.clock.monotonicMs() - startedMs).toBe(silenceMs)
    }
  })

  it('does not blame the provider for a reader who takes a minute, and lets go of one who stays away', async () => {
    const { router, runtime } = setUp({ streamTimeout: 2 }, { a: [says('hello')] })
    const slow = (await router.completion({ model: 'main', messages, stream: true }))[Symbol.asyncIterator]()
    await slow.next()
    await runtime.clock.advance(59_000)
    expect((await slow.next()).done).toBe(false)
    await runtime.clock.advance(61_000)
    await expect(slow.next()).rejects.toMatchObject({ kind: 'cancelled' })
    expect(runtime.clock.pending).toBe(0)
  })

  it('leaves no timer behind', async () => {
    const { ask, runtime } = setUp({}, { a: [says('ok')] })
    await ask()
    expect(runtime.clock.pending).toBe(0)
  })
})

describe('a caller who leaves', () => {
  it('ends the attempt at once, with no retry and no fallback', async () => {
    const { ask, runtime, provider } = setUp({}, { a: [hangs()] }, { numRetries: 3, fallbacks: [{ main: ['main'] }] })
    const controller = new AbortController()
    const asked = outcome(ask({ signal: controller.signal }))
    await settle()
    controller.abort()
    expect(await asked).toMatchObject({ kind: 'cancelled', status: 499 })
    expect(provider.calls).toHaveLength(1)
    expect(runtime.clock.pending).toBe(0)
  })

  it('ends a wait for a retry', async () => {
    const { ask, provider } = setUp({}, { a: [fails('rate-limit', { retryAfterMs: 60_000 })] }, { numRetries: 3 })
    const controller = new AbortController()
    const asked = outcome(ask({ signal: controller.signal }))
    await settle()
    controller.abort()
    expect(await asked).toMatchObject({ kind: 'cancelled' })
    expect(provider.calls).toHaveLength(1)
  })

  it('frees what a stream holds at once, whether it is being read or not', async () => {
    const { router, ask, runtime } = setUp({ maxParallelRequests: 1 }, { a: [says('hello')] })
    const controller = new AbortController()
    const stream = await router.completion({ model: 'main', messages, stream: true }, { signal: controller.signal })
    controller.abort()
    await settle()
    expect(runtime.clock.pending).toBe(0)
    expect(await ask()).toMatchObject({ object: 'chat.completion' })
    const reading = (async () => {
      for await (const chunk of stream) void chunk
    })()
    await expect(reading).rejects.toMatchObject({ kind: 'cancelled' })
  })

  it('leaves nothing behind on a signal that outlives the request', async () => {
    const { ask } = setUp({}, { a: [says('ok')] })
    const { signal } = new AbortController()
    const [added, removed] = [vi.spyOn(signal, 'addEventListener'), vi.spyOn(signal, 'removeEventListener')]
    for (let i = 0; i < 3; i++) await ask({ signal })
    expect([added.mock.calls.length, removed.mock.calls.length]).toEqual([3, 3])
  })

  it('who has left before asking asks nobody', async () => {
    const { ask, provider } = setUp({}, {})
    expect(await outcome(ask({ signal: AbortSignal.abort() }))).toMatchObject({ kind: 'cancelled' })
    expect(provider.calls.every(({ scope }) => scope.cancelled)).toBe(true)
  })
})

describe('max_parallel_requests', () => {
  it('is never exceeded, and refuses with 429', async () => {
    const { ask, runtime, provider } = setUp({ maxParallelRequests: 2, timeout: 5 }, { a: [hangs()] })
    const outcomes = Promise.all([1, 2, 3, 4].map(() => outcome(ask())))
    await settle()
    expect(provider.calls).toHaveLength(2)
    const kinds = (await runtime.clock.finish(outcomes)).map((error) =>
      TurnoutError.is(error) ? error.kind : 'served',
    )
    expect(kinds.toSorted()).toEqual(['none-available', 'none-available', 'timeout', 'timeout'])
  })

  it('counts a stream until it ends, and not a moment longer', async () => {
    const { router, ask } = setUp({ maxParallelRequests: 1 }, { a: [says('hello')] })
    const stream = await router.completion({ model: 'main', messages, stream: true })
    expect(await outcome(ask())).toMatchObject({ kind: 'none-available', status: 429 })
    for await (const chunk of stream) void chunk
    expect(await ask()).toMatchObject({ object: 'chat.completion' })
  })

  it('comes back when a stream is cancelled unread', async () => {
    const { router, ask } = setUp({ maxParallelRequests: 1 }, { a: [says('hello')] })
    const stream = await router.completion({ model: 'main', messages, stream: true })
    stream.cancel()
    stream.cancel()
    expect(await ask()).toMatchObject({ object: 'chat.completion' })
  })

  it('sends what does not fit to a sibling', async () => {
    const provider = scriptedProvider({ a: [hangs()], b: [says('from b')] })
    const router = createRouter({
      modelList: [
        { modelName: 'main', litellmParams: { model: 'scripted/a', maxParallelRequests: 1, weight: 1 } },
        { modelName: 'main', litellmParams: { model: 'scripted/b', weight: 0 } },
      ],
      providers: { scripted: provider },
      runtime: testRuntime(),
    })
    const first = outcome(router.completion({ model: 'main', messages }, { timeoutMs: 1_000 }))
    const second = await router.completion({ model: 'main', messages })
    expect(second.choices[0]?.message.content).toBe('from b')
    void first
  })
})
