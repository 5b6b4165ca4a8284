import { describe, expect, it } from 'vitest'
import { rateLimitMs } from './rate-limit.ts'

/** Sentry developer documentation, "Rate Limiting". */
describe('a rate limit', () => {
  it.each([
    [200, {}, undefined, 0],
    [429, {}, undefined, 60_000],
    [429, {}, 2_700_000, 2_700_000],
    [503, {}, 5_000, 0],
    [429, { 'x-sentry-rate-limits': '60:transaction:key, 2700:default;error;security:organization' }, 1_000, 2_700_000],
    [200, { 'x-sentry-rate-limits': '60::organization, 2700::organization' }, undefined, 2_700_000],
    [200, { 'x-sentry-rate-limits': '60:transaction:key' }, undefined, 0],
    [200, { 'x-sentry-rate-limits': ['1.5:error', '7:session'] }, undefined, 1_500],
    [200, { 'x-sentry-rate-limits': 'soon:error:key' }, undefined, 60_000],
  ])('of %i %j %s is %i ms', (status, headers, retryAfterMs, ms) => {
    expect(rateLimitMs({ status, headers, retryAfterMs, body: '' })).toBe(ms)
  })
})
