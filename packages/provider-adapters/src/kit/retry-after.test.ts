import { describe, expect, it } from 'vitest'
import { retryAfterMs } from './retry-after.ts'

const wallMs = Date.parse('Wed, 21 Oct 2026 07:28:00 GMT')

describe('retryAfterMs', () => {
  it.each([
    ['seconds', { 'retry-after': '7' }, 7_000],
    ['parts of a second', { 'retry-after': ' 0.5 ' }, 500],
    ['milliseconds', { 'retry-after-ms': '250' }, 250],
    ['the larger of both, where Azure says 0 ms', { 'retry-after-ms': '0', 'retry-after': '1' }, 1_000],
    ['the larger of both, where the ms are more exact', { 'retry-after-ms': '1500', 'retry-after': '1' }, 1_500],
    ['a date', { 'retry-after': 'Wed, 21 Oct 2026 07:28:30 GMT' }, 30_000],
    ['a date that is over', { 'retry-after': 'Wed, 21 Oct 2026 07:27:00 GMT' }, 0],
    ['the first of several', { 'retry-after': ['3', '9'] }, 3_000],
    ['a zero', { 'retry-after': '0' }, 0],
  ])('reads %s', (_what, headers, expected) => {
    expect(retryAfterMs(headers, wallMs)).toBe(expected)
  })

  it.each([
    {},
    { 'retry-after': '' },
    { 'retry-after': '-5' },
    { 'retry-after': 'soon' },
    { 'retry-after': '2026' + 'x' },
  ])('finds nothing sensible in %j', (headers) => {
    expect(retryAfterMs(headers, wallMs)).toBeUndefined()
  })
})
