import { setTimeout as wait } from 'node:timers/promises'
import { expect, it } from 'vitest'
import { describeWithRedisServer } from '../../../tools/redis/describe-with-redis.ts'
import { statuses } from './test-support/ask-turnout.test.ts'
import { upstreamOf } from './test-support/counting-upstream.test.ts'
import { fleetOf, stateOf } from './test-support/fleet.test.ts'
import { allSay, backLine, redisOf, storeLines } from './test-support/store-lines.test.ts'
import { type Answered, mostInWindow, quantile, steadily } from './test-support/traffic.test.ts'

/** Shorter where somebody waits for it: what is asserted is the same. */
const frozenMs = process.env['CI'] ? 30_000 : 5_000
const windowMs = 60_000
/** What lies between a reservation and its arrival, on a busy machine. */
const skewMs = 1_000
/** More than the usual 50: a busy machine must not pass for a second loss. */
const commandTimeoutMs = 500
const busyMachineMs = 1_000

describeWithRedisServer('a Redis in trouble', () => {
  it(`that stands still for ${frozenMs / 1_000} s under 300 requests a second costs nobody an answer`, async () => {
    const limit = 300
    const redis = await redisOf()
    const upstream = await upstreamOf()
    const groups = { wide: { wide: { rpm: 100_000 } }, tight: { tight: { rpm: limit } } }
    const fleet = await fleetOf({
      count: 2,
      base: upstream.base,
      redisUrl: redis.url,
      groups,
      state: { command_timeout: commandTimeoutMs / 1_000 },
    })
    const stopWide = steadily(fleet, 240, 'wide')
    const stopTight = steadily(fleet, 60, 'tight')
    // The limit is spent before, so that what is admitted meanwhile is all beyond it.
    await wait(6_000)
    expect(upstream.count('tight')).toBe(limit)
    const frozenAtMs = performance.now()
    redis.pause()
    await wait(frozenMs)
    redis.resume()
    const thawedMs = performance.now()
    await allSay(fleet, backLine)
    const backMs = performance.now()
    await wait(2_000)
    const wide = await stopWide()
    // A window wholly after.
    await wait(backMs - performance.now() + windowMs)
    const tight = await stopTight()

    expect(statuses(wide)).toEqual({ 200: wide.length })
    expect(Object.keys(statuses(tight))).toEqual(['200', '429'])
    for (const { status, retryAfter } of tight) expect(status === 200 || (retryAfter ?? 0) > 0).toBe(true)
    expect(fleet.map(storeLines)).toEqual([
      [1, 1],
      [1, 1],
    ])
    for (const { store } of await Promise.all(fleet.map(stateOf))) expect(store.status).toBe('ok')

    const tookFrom = (answers: readonly Answered[], fromMs: number, toMs: number) =>
      answers.flatMap(({ askedMs, tookMs }) => (askedMs >= fromMs && askedMs < toMs ? [tookMs] : []))
    const all = [...wide, ...tight]
    const p99 = (fromMs: number, toMs: number) => quantile(tookFrom(all, fromMs, toMs), 0.99)
    const before = p99(frozenAtMs - 3_000, frozenAtMs)
    const atFirst = p99(frozenAtMs, frozenAtMs + 1_000)
    const later = p99(frozenAtMs + 2_000, thawedMs)
    const times = upstream.arrivals.flatMap(({ model, atMs }) => (model === 'tight' ? [atMs] : []))
    const worst = mostInWindow(times, windowMs - skewMs)
    const after = mostInWindow(
      times.filter((atMs) => atMs >= backMs),
      windowMs - skewMs,
    )
    expect(atFirst - before).toBeLessThan(commandTimeoutMs + busyMachineMs)
    expect(later - before).toBeLessThan(busyMachineMs)
    expect(worst).toBeLessThanOrEqual(2 * limit)
    expect(after).toBeLessThanOrEqual(limit)
    // What the two have in slices when it is full, they give back.
    expect(after).toBeGreaterThan(0.8 * limit)
  }, 180_000)
})
