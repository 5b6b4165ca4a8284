import type { RouterEvent } from '@turnout/core'
import { makeDeployment } from '@turnout/testing'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { attemptOf, endOf, failureOf, refusedOf } from '../test-support/events.test.ts'
import { prometheus } from './prometheus.ts'

const all = ['east', 'west', 'north'].map((id) => makeDeployment({ id, model: id, group: 'chat', rpm: 5 }))

const id = fc.constantFrom('east', 'west', 'north', 'gone')
const kind = fc.constantFrom('server' as const, 'bad-request' as const, 'cancelled' as const)
const attempt = fc
  .record({ id, kind: fc.option(kind), costUsd: fc.nat(5) })
  .map((it) => attemptOf(it.id, it.kind ?? undefined, { costUsd: it.costUsd }))
const end = fc
  .record({
    ...{
      model: fc.string(),
      stream: fc.boolean(),
      attempts: fc.array(attempt, { maxLength: 3 }),
      fallbacks: fc.nat(1),
    },
    failure: fc.option(kind.map(failureOf), { nil: undefined }),
    cache: fc.constantFrom(undefined, { status: 'hit' as const, savedUsd: 0.25 }),
  })
  .map(endOf)
const reason = { atMs: 0, reason: 'r' }
const event: fc.Arbitrary<RouterEvent> = fc.oneof(
  end,
  fc.constantFrom<RouterEvent>(
    refusedOf('nobody', 'model-not-found'),
    { type: 'store-lost', ...reason },
    { type: 'cache-lost', ...reason },
    { type: 'strategy-fault', requestId: 'r', strategy: 's', group: 'chat', ...reason },
  ),
)
const losses = fc.array(fc.record({ name: fc.constantFrom('a', 'b'), dropped: fc.nat(9), failed: fc.nat(9) }))
const step = fc.oneof(
  fc.record({ event }),
  fc.record({ losses }),
  fc.record({ reload: fc.subarray(all), maxSeries: fc.integer({ min: 1, max: 2_000 }) }),
)

/** Counters, and of histograms everything, by their labels. */
const rising = (text: string): ReadonlyMap<string, number> =>
  new Map(
    [...text.matchAll(/^(\S+?(?:_total|_bucket|_count|_sum)(?:\{.*\})?) (\S+)$/gm)].map(([, name = '', value]) => [
      name,
      Number(value),
    ]),
  )

it('no counter ever falls, or goes away, whatever happens', () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 30 }), (steps) => {
      const metrics = prometheus()
      let callbacks: readonly { name: string; dropped: number; failed: number }[] = []
      metrics.watch({ state: () => ({ deployments: [], callbacks }) })
      let before = rising(metrics.text())
      expect(before.size).toBeGreaterThan(3)
      for (const one of steps) {
        if ('event' in one) metrics.on(one.event)
        else if ('losses' in one) callbacks = one.losses
        else {
          const settings = { max_series: one.maxSeries }
          const own = { name: 'prometheus', hears: 'all' as const, settings, environment: {} }
          metrics.configure({ deployments: one.reload, aliases: {}, callbacks: [own] })
        }
        const now = rising(metrics.text())
        for (const [name, value] of before) expect(now.get(name), name).toBeGreaterThanOrEqual(value)
        before = now
      }
    }),
  )
})
