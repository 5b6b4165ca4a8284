import { type TestRuntime, testRuntime } from '@turnout/testing'
import fc from 'fast-check'
import { beforeEach, describe, expect, it } from 'vitest'
import { type Delivery, type DeliveryOptions, delivery } from './delivery.ts'
import { Undelivered } from './undelivered.ts'

let runtime: TestRuntime
let sent: number[][]
let warnings: string[]
/** How the endpoint fares: each try takes the next; the last one stays. */
let outcomes: (() => Promise<void>)[]

const well = async (): Promise<void> => {}
const fails = (error: Error) => () => Promise.reject(error)
const hangs = (): Promise<void> => new Promise(() => {})
const refused = new Undelivered('it answered with status 503')

const start = (given: Partial<DeliveryOptions<number>> = {}): Delivery<number> =>
  delivery({
    ...{ name: 'sink', to: 'http://sink', runtime, warn: (message) => void warnings.push(message) },
    async send(items) {
      sent.push([...items])
      await (outcomes.length > 1 ? outcomes.shift() : outcomes[0])?.()
    },
    ...given,
  })

beforeEach(() => {
  runtime = testRuntime()
  sent = []
  warnings = []
  outcomes = [well]
})

describe('a batch', () => {
  it('goes out after its time, and no timer is left', async () => {
    const line = start()
    line.add(1)
    await runtime.clock.advance(600)
    line.add(2)
    await runtime.clock.advance(399)
    expect(sent).toEqual([])
    await runtime.clock.advance(1)
    expect([sent, runtime.clock.pending]).toEqual([[[1, 2]], 0])
  })

  it('goes out at once when it is full, but not before whoever adds has gone on', async () => {
    const line = start({ mostAtOnce: 2 })
    for (let i = 1; i <= 5; i++) line.add(i)
    expect(sent).toEqual([])
    await runtime.clock.advance(0)
    expect(sent).toEqual([
      [1, 2],
      [3, 4],
    ])
    await runtime.clock.advance(1_000)
    expect(sent).toEqual([[1, 2], [3, 4], [5]])
  })

  it('waits for the one before it', async () => {
    outcomes = [() => runtime.clock.sleep(5_000), well]
    const line = start({ mostAtOnce: 1 })
    line.add(1)
    await runtime.clock.advance(1_000)
    line.add(2)
    await runtime.clock.advance(3_999)
    expect(sent).toEqual([[1]])
    await runtime.clock.advance(1)
    expect(sent).toEqual([[1], [2]])
  })
})

describe('a batch that fails', () => {
  it('is sent again, later each time, and nobody is told of what ends well', async () => {
    outcomes = [fails(refused), fails(refused), well]
    const line = start()
    line.add(1)
    await runtime.clock.advance(1_499)
    expect(sent).toHaveLength(1)
    await runtime.clock.advance(501)
    expect(sent).toHaveLength(2)
    await runtime.clock.advance(2_000)
    expect([sent, line.losses(), warnings]).toEqual([[[1], [1], [1]], { dropped: 0, failed: 0 }, []])
  })

  it('is given up after four tries, which is told once, and once when it is over', async () => {
    outcomes = [fails(refused)]
    const line = start()
    for (let i = 1; i <= 3; i++) {
      line.add(i)
      await runtime.clock.advance(10_000)
    }
    expect([sent.length, line.losses()]).toEqual([12, { dropped: 0, failed: 3 }])
    outcomes = [well]
    line.add(4)
    line.add(5)
    await runtime.clock.advance(10_000)
    expect(warnings).toEqual([
      'sink (http://sink): events are lost: it answered with status 503',
      'sink (http://sink): events are passed on again; 3 were lost',
    ])
  })

  it('is given up at once where trying again is no use', async () => {
    outcomes = [fails(new Undelivered('it answered with status 401', { again: false })), well]
    const line = start()
    line.add(1)
    await runtime.clock.advance(60_000)
    expect([sent, line.losses()]).toEqual([[[1]], { dropped: 0, failed: 1 }])
  })

  it('waits as long as the endpoint says', async () => {
    outcomes = [fails(new Undelivered('busy', { retryAfterMs: 20_000 })), well]
    start().add(1)
    await runtime.clock.advance(20_999)
    expect(sent).toHaveLength(1)
    await runtime.clock.advance(1)
    expect(sent).toHaveLength(2)
  })

  it('keeps what waits for an endpoint that wants to be left alone for a moment, however often', async () => {
    const busy = fails(new Undelivered('busy', { retryAfterMs: 1_000 }))
    outcomes = [busy, busy, busy, busy, well]
    const line = start({ mostAtOnce: 2 })
    for (let i = 1; i <= 4; i++) line.add(i)
    await runtime.clock.advance(30_000)
    expect(sent.at(-1)).toEqual([3, 4])
    expect(line.losses()).toEqual({ dropped: 0, failed: 2 })
  })

  it('leaves an endpoint alone that wants it for long, and keeps nothing for it', async () => {
    outcomes = [fails(new Undelivered('busy', { retryAfterMs: 600_000 })), well]
    const line = start({ mostAtOnce: 1 })
    line.add(1)
    line.add(2)
    await runtime.clock.advance(0)
    line.add(3)
    await runtime.clock.advance(599_999)
    line.add(4)
    expect([sent, line.losses(), runtime.clock.pending]).toEqual([[[1]], { dropped: 3, failed: 1 }, 0])
    await runtime.clock.advance(1)
    line.add(5)
    await runtime.clock.advance(0)
    expect(sent).toEqual([[1], [5]])
  })

  it('says nothing of errors that may hold anything', async () => {
    outcomes = [fails(new Error('key sk-secret'))]
    start().add(1)
    await runtime.clock.advance(60_000)
    expect(warnings).toEqual(['sink (http://sink): events are lost: they could not be sent'])
  })

  it('may throw instead of rejecting', async () => {
    const line = start({
      send() {
        throw new Undelivered('bad', { again: false })
      },
    })
    line.add(1)
    await runtime.clock.advance(1_000)
    expect(line.losses()).toEqual({ dropped: 0, failed: 1 })
  })
})

describe('what finds no room', () => {
  it('is dropped, counted, and told once, however long the endpoint hangs', async () => {
    outcomes = [hangs]
    const line = start({ mostWaiting: 1_000 })
    for (let second = 0; second < 600; second++) {
      for (let i = 0; i < 300; i++) line.add(i)
      await runtime.clock.advance(1_000)
    }
    const { dropped, failed } = line.losses()
    const kept = 180_000 - dropped - failed
    expect(kept).toBeGreaterThan(0)
    expect(kept).toBeLessThanOrEqual(1_000)
    expect(runtime.clock.pending).toBeLessThanOrEqual(2)
    expect(warnings).toEqual(['sink (http://sink): events are lost: they come faster than they can be sent'])
  })

  it('is told once while some is sent, too', async () => {
    outcomes = [() => runtime.clock.sleep(1_000)]
    const line = start({ mostWaiting: 100, mostAtOnce: 50 })
    for (let second = 0; second < 60; second++) {
      for (let i = 0; i < 300; i++) line.add(i)
      await runtime.clock.advance(1_000)
    }
    await runtime.clock.advance(10_000)
    expect(warnings).toHaveLength(2)
    expect(sent.flat().length).toBe(18_000 - line.losses().dropped)
  })

  it('may be known by its size', async () => {
    outcomes = [() => runtime.clock.sleep(1_000)]
    const line = start({ mostBytes: 100, bytesOf: (item) => item, mostAtOnce: 1 })
    line.add(60)
    await runtime.clock.advance(0)
    line.add(50)
    line.add(40)
    expect(line.losses().dropped).toBe(1)
    await runtime.clock.advance(2_000)
    line.add(100)
    expect(line.losses().dropped).toBe(1)
    await runtime.clock.advance(2_000)
    expect(sent).toEqual([[60], [40], [100]])
  })
})

describe('the end', () => {
  it('sends what is left, and takes nothing more', async () => {
    const line = start({ mostAtOnce: 2 })
    for (let i = 1; i <= 5; i++) line.add(i)
    await line.close()
    line.add(6)
    expect([sent, line.losses(), runtime.clock.pending]).toEqual([[[1, 2], [3, 4], [5]], { dropped: 1, failed: 0 }, 0])
  })

  it('does not wait for a better time: what waits is tried once more', async () => {
    outcomes = [fails(new Undelivered('busy', { retryAfterMs: 50_000 })), well]
    const line = start()
    line.add(1)
    await runtime.clock.advance(2_000)
    await line.close()
    expect([sent, line.losses(), runtime.clock.pending]).toEqual([[[1], [1]], { dropped: 0, failed: 0 }, 0])
  })

  it('does not hang with the endpoint, and counts what that costs once', async () => {
    outcomes = [hangs]
    const line = start({ mostAtOnce: 2 })
    for (let i = 1; i <= 5; i++) line.add(i)
    let closed = false
    void line.close().then(() => {
      closed = true
    })
    expect(line.close()).toBe(line.close())
    await runtime.clock.advance(3_999)
    expect(closed).toBe(false)
    await runtime.clock.advance(1)
    expect([closed, line.losses()]).toEqual([true, { dropped: 0, failed: 5 }])
    await runtime.clock.advance(60_000)
    expect([sent, line.losses(), runtime.clock.pending]).toEqual([[[1, 2]], { dropped: 0, failed: 5 }, 0])
  })
})

it('sends everything in order or counts it, whatever comes when', async () => {
  const step = fc.oneof(
    fc.record({ type: fc.constant('add' as const), count: fc.integer({ min: 1, max: 40 }) }),
    fc.record({ type: fc.constant('wait' as const), ms: fc.integer({ min: 0, max: 5_000 }) }),
  )
  const outcome = fc.constantFrom('well', 'fails', 'for-good', 'leave', 'slow')
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 30 }), fc.array(outcome, { maxLength: 20 }), async (steps, ends) => {
      runtime = testRuntime()
      const good: number[] = []
      const left = [...ends]
      const line = start({
        ...{ mostAtOnce: 10, mostWaiting: 50 },
        async send(items) {
          const end = left.shift()
          if (end === 'fails') throw refused
          if (end === 'for-good') throw new Undelivered('no', { again: false })
          if (end === 'leave') throw new Undelivered('later', { retryAfterMs: 120_000 })
          if (end === 'slow') await runtime.clock.sleep(3_000)
          good.push(...items)
        },
      })
      let count = 0
      for (const { type, ...rest } of steps) {
        if (type === 'add') for (let i = 0; i < ('count' in rest ? rest.count : 0); i++) line.add(count++)
        else await runtime.clock.advance('ms' in rest ? rest.ms : 0)
      }
      await runtime.clock.finish(line.close())
      const { dropped, failed } = line.losses()
      expect(good).toEqual([...good].sort((a, b) => a - b))
      expect(good.length + dropped + failed).toBe(count)
      await runtime.clock.advance(60_000)
      expect(runtime.clock.pending).toBe(0)
    }),
    { numRuns: 100 },
  )
})
