import { heavyTailed, makeDeployment, type SimulatedServer, sharesOf, simulateTraffic } from '@turnout/testing'
import { describe, expect, it } from 'vitest'
import { latencyBasedRouting } from '../strategies/latency-based-routing.ts'

const ttlMs = 60_000
const slowFromMs = 2 * ttlMs
const slowUntilMs = 5 * ttlMs
const evenShare = 1 / 3

/** Answers take a second, more or less; those of `slow`, for a while, ten. */
const server = (id: string, sigma: number): SimulatedServer => ({
  deployment: makeDeployment({ model: id }),
  answer(nowMs, random) {
    const isSlow = id === 'slow' && nowMs >= slowFromMs && nowMs < slowUntilMs
    return { wholeMs: heavyTailed(isSlow ? 10_000 : 1_000, random, sigma), completionTokens: 100 }
  },
})

const worlds = [0, 0.2, 0.5].flatMap((sigma) =>
  [5, 20].flatMap((perSecond) => [1, 2, 3].map((seed) => ({ sigma, perSecond, seed }))),
)

describe.each(worlds)('latency-based-routing where one of three turns slow: %j', ({ sigma, perSecond, seed }) => {
  const calls = simulateTraffic({
    strategy: latencyBasedRouting({ ttlMs }),
    servers: [server('a', sigma), server('b', sigma), server('slow', sigma)],
    ...{ perSecond, seed, seconds: (8 * ttlMs) / 1_000 },
  })
  const share = (fromMs: number, untilMs: number) => sharesOf(calls, fromMs, untilMs)['slow'] ?? 0

  it('it has under a tenth of the traffic within ttl, and while it stays slow', () => {
    expect(share(slowFromMs, slowFromMs + ttlMs)).toBeLessThan(0.1)
    expect(share(slowFromMs + ttlMs, slowUntilMs)).toBeLessThan(0.02)
  })

  it('it is tried again within ttl', () => {
    expect(share(slowFromMs + ttlMs, slowUntilMs)).toBeGreaterThan(0)
  })

  it('it has a fifth of its even share again within twice ttl of its recovery', () => {
    expect(share(slowUntilMs + ttlMs, slowUntilMs + 2 * ttlMs)).toBeGreaterThan(evenShare / 5)
    expect(share(slowUntilMs + 2 * ttlMs, Infinity)).toBeGreaterThan(evenShare / 5)
  })
})
