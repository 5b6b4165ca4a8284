import { isNonEmpty, type RoutingStrategy } from '@turnout/core'
import { heavyTailed, makeDeployment, type SimulatedServer, sharesOf, simulateTraffic, tookMs } from '@turnout/testing'
import { describe, expect, it } from 'vitest'
import { leastBusy } from '../strategies/least-busy.ts'
import { peakEwma } from '../strategies/peak-ewma.ts'
import { simpleShuffle } from '../strategies/simple-shuffle.ts'

/** Sixteen answers at once, a heavy tail of times. */
const server = (id: string, meanMs: (nowMs: number) => number): SimulatedServer => ({
  deployment: makeDeployment({ model: id }),
  slots: 16,
  answer: (nowMs, random) => ({ wholeMs: heavyTailed(meanMs(nowMs), random) }),
})
const run = (strategy: RoutingStrategy, seed: number, slowMs: (nowMs: number) => number, perSecond = 30) => {
  const servers = ['a', 'b', 'c'].map((id) => server(id, () => 1_000)).concat(server('d', slowMs))
  if (!isNonEmpty(servers)) throw new Error('no servers')
  return simulateTraffic({ strategy, servers, seed, perSecond, seconds: 240 })
}
const seeds = [1, 2, 3, 4, 5]

describe.each(seeds)('peak-ewma where one of four is five times slower, seed %i', (seed) => {
  const calls = run(peakEwma(), seed, () => 5_000)

  it('the slow one has under a tenth within 30 s', () => {
    expect(sharesOf(calls, 0, 30_000)['d']).toBeLessThan(0.1)
    expect(sharesOf(calls, 30_000)['d']).toBeLessThan(0.1)
  })

  it('the 99th percentile is at most half of random’s, and no worse than least-busy’s', () => {
    const p99 = tookMs(calls, 0.99)
    expect(p99).toBeLessThan(
      tookMs(
        run(simpleShuffle(), seed, () => 5_000),
        0.99,
      ) / 2,
    )
    expect(p99).toBeLessThanOrEqual(
      tookMs(
        run(leastBusy(), seed, () => 5_000),
        0.99,
      ),
    )
  })
})

describe.each(seeds)('peak-ewma where one of four turns slow, and recovers, seed %i', (seed) => {
  const calls = run(peakEwma(), seed, (nowMs) => (nowMs >= 60_000 && nowMs < 150_000 ? 5_000 : 1_000))

  it('it has under a tenth within 30 s, and a fair share within 30 s of its recovery', () => {
    expect(sharesOf(calls, 90_000, 150_000)['d']).toBeLessThan(0.1)
    expect(sharesOf(calls, 180_000)['d']).toBeGreaterThan(0.15)
  })
})

describe.each(seeds)('peak-ewma among equals, seed %i', (seed) => {
  it.each([10, 30])('with %i requests a second none gets over 35 %%', (perSecond) => {
    const shares = sharesOf(run(peakEwma(), seed, () => 1_000, perSecond))
    for (const share of Object.values(shares)) expect(share).toBeLessThan(0.35)
  })
})
