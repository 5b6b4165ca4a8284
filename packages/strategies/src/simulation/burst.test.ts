import { isNonEmpty, type RoutingStrategy } from '@turnout/core'
import { makeDeployment, sharesOf, simulateTraffic } from '@turnout/testing'
import { expect, it } from 'vitest'
import { latencyBasedRouting } from '../strategies/latency-based-routing.ts'
import { leastBusy } from '../strategies/least-busy.ts'
import { peakEwma } from '../strategies/peak-ewma.ts'
import { usageBasedRouting } from '../strategies/usage-based-routing.ts'

/** A hundred requests in a second, of which none is answered before the last has come, and nobody is known. */
const shares = (strategy: RoutingStrategy, seed: number) => {
  const servers = [0, 1, 2, 3].map((n) => ({
    deployment: makeDeployment({ model: `m${n}` }),
    answer: () => ({ wholeMs: 5_000 }),
  }))
  if (!isNonEmpty(servers)) throw new Error('no servers')
  return Object.values(
    sharesOf(simulateTraffic({ strategy, servers, seed, perSecond: 100, seconds: 1, estimatedTokens: 50 })),
  )
}

it.each([
  ['usage-based-routing', usageBasedRouting()],
  ['latency-based-routing', latencyBasedRouting()],
  ['least-busy', leastBusy()],
  ['peak-ewma', peakEwma()],
])('a cold burst spreads under %s', (_, strategy) => {
  for (let seed = 0; seed < 10; seed++) {
    const found = shares(strategy, seed)
    expect(found).toHaveLength(4)
    for (const share of found) expect(Math.abs(share - 0.25)).toBeLessThan(0.05)
  }
})
