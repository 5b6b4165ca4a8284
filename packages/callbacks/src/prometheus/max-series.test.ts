import type { Json } from '@turnout/core'
import { makeDeployment } from '@turnout/testing'
import { expect, it } from 'vitest'
import { attemptOf, endOf } from '../test-support/events.test.ts'
import { linesIn } from '../test-support/parsed-metrics.test.ts'
import { maxSeriesOf } from './max-series.ts'
import { prometheus } from './prometheus.ts'

const settings = (max_series: Json, name = 'prometheus') => [
  { name, hears: 'all' as const, settings: { max_series }, environment: {} },
]

it('is what the configuration says of this callback', () => {
  expect([maxSeriesOf(settings(500)), maxSeriesOf(settings(500, 'webhook')), maxSeriesOf()]).toEqual([
    500,
    undefined,
    undefined,
  ])
})

it.each([0, -1, '500', null])('is not %j', (given) => {
  expect(maxSeriesOf(settings(given))).toBeUndefined()
})

it('holds from the configuration on that says so, and takes nothing away', () => {
  const names = Array.from({ length: 300 }, (_, i) => `d${i}`)
  const deployments = names.map((id) => makeDeployment({ id, model: id, group: id }))
  const metrics = prometheus()
  const lines = (maxSeries: number) => {
    metrics.configure({ deployments, aliases: {}, callbacks: settings(maxSeries) })
    for (const id of names) metrics.on(endOf({ model: id, attempts: [attemptOf(id, undefined, { group: id })] }))
    return linesIn(metrics.text())
  }
  const few = lines(1_000)
  expect(few).toBeLessThanOrEqual(1_000)
  const more = lines(3_000)
  expect(more).toBeGreaterThan(2_500)
  expect(more).toBeLessThanOrEqual(3_000)
  expect(lines(1_000)).toBeGreaterThan(2_000)
})
