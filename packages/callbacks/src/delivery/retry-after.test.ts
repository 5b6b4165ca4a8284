import { describe, expect, it } from 'vitest'
import { retryAfterMs } from './retry-after.ts'

const now = Date.UTC(2026, 0, 1)

describe('retry-after', () => {
  it.each([
    ['7', 7_000],
    ['0.5', 500],
    ['Thu, 01 Jan 2026 00:00:30 GMT', 30_000],
    ['Wed, 31 Dec 2025 00:00:30 GMT', 0],
    ['-1', undefined],
    ['soon', undefined],
    ['9999999', undefined],
    ['', undefined],
  ])('%j', (text, ms) => {
    expect(retryAfterMs({ 'retry-after': text }, now)).toBe(ms)
  })

  it('may be absent, or there twice', () => {
    expect(retryAfterMs({}, now)).toBeUndefined()
    expect(retryAfterMs({ 'retry-after': ['3', '4'] }, now)).toBe(3_000)
  })
})
