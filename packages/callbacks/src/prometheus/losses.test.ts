import { beforeEach, expect, it } from 'vitest'
import { counted } from '../test-support/parsed-metrics.test.ts'
import { type PrometheusCallback, prometheus } from './prometheus.ts'
import type { WatchedState } from './watched-router.ts'

let metrics: PrometheusCallback
let callbacks: WatchedState['callbacks']
beforeEach(() => {
  metrics = prometheus()
  metrics.watch({ state: () => ({ deployments: [], callbacks }) })
})

const told = (...losses: WatchedState['callbacks']) => {
  callbacks = losses
  const text = metrics.text()
  return [counted(text, 'turnout_callback_dropped_total'), counted(text, 'turnout_callback_failed_total')]
}

it('are told of each callback', () => {
  const losses = [
    { name: 'webhook', dropped: 3, failed: 1 },
    { name: 'jsonl', dropped: 0, failed: 0 },
  ]
  const expected = [
    { webhook: 3, jsonl: 0 },
    { webhook: 1, jsonl: 0 },
  ]
  expect(told(...losses)).toEqual(expected)
  expect(told(...losses)).toEqual(expected)
})

it('are those of all that have one name', () => {
  const one = { name: 'webhook', dropped: 1, failed: 2 }
  expect(told(one, one)).toEqual([{ webhook: 2 }, { webhook: 4 }])
})

it('never fall, also when a callback begins again, or is gone for a while', () => {
  const webhook = (dropped: number, failed = 0) => ({ name: 'webhook', dropped, failed })
  expect(told(webhook(5, 2))[0]).toEqual({ webhook: 5 })
  expect(told(webhook(1, 2))).toEqual([{ webhook: 6 }, { webhook: 2 }])
  expect(told()).toEqual([{ webhook: 6 }, { webhook: 2 }])
  expect(told(webhook(2, 0))).toEqual([{ webhook: 8 }, { webhook: 2 }])
})

it('are no row where nobody is watched', () => {
  expect(counted(prometheus().text(), 'turnout_callback_dropped_total')).toEqual({})
})
