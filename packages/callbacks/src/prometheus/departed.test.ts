import { describe, expect, it } from 'vitest'
import { endOf } from '../test-support/events.test.ts'
import { departed } from './departed.ts'
import { exposition } from './exposition.ts'
import { prometheus } from './prometheus.ts'
import { readSnapshot } from './read-snapshot.ts'

const told = (requests: number) => {
  const metrics = prometheus()
  for (let at = 0; at < requests; at++) metrics.on(endOf())
  metrics.on({ type: 'store-lost', atMs: 1, reason: 'gone' })
  return JSON.parse(JSON.stringify(metrics.export()))
}

describe('departed', () => {
  it('keeps what was counted, of all that are gone, and nothing of how they were', () => {
    const left = departed(told(3), departed(told(2), undefined))
    const snapshot = readSnapshot(left) ?? expect.fail('no snapshot')
    const text = exposition(snapshot)
    expect(text).toMatch(/^litellm_proxy_total_requests_metric_total\{.*\} 5$/m)
    expect(text).toMatch(/^turnout_store_lost_total 2$/m)
    expect(text).toMatch(/^turnout_store_is_lost 0$/m)
    expect(text).toMatch(/^turnout_requests_running 0$/m)
  })

  it('adds nothing where there was no snapshot', () => {
    const before = departed(told(2), undefined)
    expect(departed('nonsense', before)).toBe(before)
    expect(departed(null, undefined)).toBe(null)
  })
})
