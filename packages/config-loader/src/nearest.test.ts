import { describe, expect, it } from 'vitest'
import { nearest } from './nearest.ts'

describe('nearest', () => {
  it.each([
    ['num_retrys', 'num_retries'],
    ['fallback', 'fallbacks'],
    ['timoeut', 'timeout'],
    ['NUM_RETRIES', 'num_retries'],
    ['numretries', 'num_retries'],
  ])('takes %s for %s', (slip, meant) => {
    expect(nearest(slip, ['timeout', 'num_retries', 'fallbacks'])).toBe(meant)
  })

  it('counts two swapped neighbours as one slip', () => {
    expect(nearest('rmp', ['rpm'])).toBe('rpm')
  })

  it('prefers the closest', () => {
    expect(nearest('timeouts', ['timeoutxx', 'timeout'])).toBe('timeout')
  })

  it('takes the first of equals', () => {
    expect(nearest('timeoux', ['timeout', 'timeour'])).toBe('timeout')
  })

  it.each(['cache', 'xy', '', 'temperature'])('takes %j for nothing near', (name) => {
    expect(nearest(name, ['timeout', 'tpm', 'fallbacks'])).toBeUndefined()
  })

  it('does not search for what is too long to be a slip', () => {
    expect([100, 101].map((length) => nearest('x'.repeat(length), ['x'.repeat(99)])?.length)).toEqual([99, undefined])
  })
})
