import type { LoadSheddingSettings } from '@turnout/core'
import { TestClock } from '@turnout/testing'
import { beforeEach, describe, expect, it } from 'vitest'
import { LoadGuard, type OverloadReport } from './load-guard.ts'

let clock: TestClock
let settings: LoadSheddingSettings | undefined
let lagMs: number
let memory: number
let reports: OverloadReport[]
let guard: LoadGuard

beforeEach(() => {
  clock = new TestClock(0)
  settings = { maxLagMs: 200, maxMemory: 0.9 }
  ;[lagMs, memory, reports] = [0, 0.1, []]
  let [turns, busyMs] = [0, 0]
  guard = new LoadGuard({
    clock,
    settings: () => settings,
    load() {
      // Between two looks; it is asked for more often where memory is looked at.
      if (lagMs > 0) {
        turns += 200 / lagMs
        busyMs += 200
      }
      return { turns, busyMs, memory }
    },
    collect: () => {},
    tell: (report) => reports.push(report),
  })
})

/** Of so many requests in one turn, each of which takes 1 ms. */
async function refusedOf(count: number): Promise<number> {
  let [refused, nowMs] = [0, clock.monotonicMs()]
  const real = clock.monotonicMs
  clock.monotonicMs = () => nowMs
  for (let i = 0; i < count; i++) {
    if (guard.refuses()) refused++
    else nowMs += 1
  }
  clock.monotonicMs = real
  await clock.advance(0)
  return refused
}

describe('a guard of the load', () => {
  it('refuses nobody in ordinary times', async () => {
    await clock.advance(60_000)
    expect(await refusedOf(100)).toBe(0)
    expect([guard.reason, reports]).toEqual([undefined, []])
  })

  it('has requests wait for the end of their turn in ordinary times', async () => {
    let done = 0
    guard.turns?.add(() => done++)
    expect(done).toBe(0)
    await clock.advance(0)
    expect(done).toBe(1)
  })

  it('refuses what comes late in a turn once turns have been too long, and says once that it begins and ends', async () => {
    lagMs = 400
    for (let i = 0; i < 20; i++) {
      for (let asked = 0; asked < 10; asked++) guard.refuses()
      await clock.advance(200)
    }
    expect(guard.reason).toBe('lag')
    expect(guard.turns).toBeUndefined()
    expect(await refusedOf(10)).toBe(4)
    const { refused } = guard
    expect(refused).toBeGreaterThanOrEqual(4)
    lagMs = 0
    await clock.advance(2_000)
    expect(await refusedOf(10)).toBe(0)
    expect(reports).toEqual([
      { status: 'begins', reason: 'lag', lagMs: expect.any(Number), memory: 0.1 },
      { status: 'over', refused, lastedMs: expect.any(Number) },
    ])
  })

  it('refuses everybody while memory is full, and tells once where it stays so', async () => {
    memory = 0.95
    await clock.advance(200)
    expect(guard.reason).toBe('memory')
    expect(await refusedOf(10)).toBe(10)
    await clock.advance(30_000)
    expect(reports.map(({ status }) => status)).toEqual(['begins', 'exhausted'])
    memory = 0.5
    await clock.advance(200)
    expect(await refusedOf(10)).toBe(0)
  })

  it('lets everybody in as soon as a configuration says so', async () => {
    memory = 0.95
    await clock.advance(200)
    settings = undefined
    await clock.advance(200)
    expect(await refusedOf(10)).toBe(0)
    expect(reports.at(-1)?.status).toBe('over')
  })

  it('leaves no timer behind', () => {
    guard.stop()
    expect(clock.pending).toBe(0)
  })
})
