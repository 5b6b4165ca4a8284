import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { retryAfterMs, retryAfterTextMs } from './retry-after.ts'

const wallMs = Date.parse('Wed, 21 Oct 2026 07:28:00 GMT')
const dayMs = 24 * 60 * 60 * 1_000

describe('retryAfterMs', () => {
  it.each([
    ['seconds', { 'retry-after': '7' }, 7_000],
    ['parts of a second', { 'retry-after': ' 0.5 ' }, 500],
    ['milliseconds', { 'retry-after-ms': '350' }, 350],
    ['a zero', { 'retry-after': '0' }, 0],
    ['a date', { 'retry-after': 'Wed, 21 Oct 2026 07:28:30 GMT' }, 30_000],
    ['a date that is over', { 'retry-after': 'Wed, 21 Oct 2026 07:27:00 GMT' }, 0],
    ['a whole day', { 'retry-after': '86400' }, dayMs],
    ['the larger of both, where Azure says 0 ms', { 'retry-after-ms': '0', 'retry-after': '1' }, 1_000],
    ['the larger of both, where the ms are more exact', { 'retry-after-ms': '1500', 'retry-after': '1' }, 1_500],
    [
      'the larger of milliseconds and a date',
      { 'retry-after-ms': '350', 'retry-after': 'Wed, 21 Oct 2026 07:28:09 GMT' },
      9_000,
    ],
    ['the one that makes sense', { 'retry-after-ms': '-1', 'retry-after': '2' }, 2_000],
    ['the one that is no more than a day', { 'retry-after-ms': '350', 'retry-after': '86401' }, 350],
    ['the largest of two headers of a name', { 'retry-after': ['3', '9'] }, 9_000],
    ['the sensible one of two headers of a name', { 'retry-after': ['abc', '4'] }, 4_000],
  ])('reads %s', (_what, headers, expected) => {
    expect(retryAfterMs(headers, wallMs)).toBe(expected)
  })

  it.each([
    {},
    { 'retry-after': '' },
    { 'retry-after': [] },
    { 'retry-after': '-1' },
    { 'retry-after': 'abc' },
    { 'retry-after': '5s' },
    { 'retry-after': '1e9' },
    { 'retry-after': '1000000000' },
    { 'retry-after': '86400.001' },
    { 'retry-after': '9'.repeat(400) },
    { 'retry-after': 'Infinity' },
    { 'retry-after': 'NaN' },
    { 'retry-after': '0x10' },
    { 'retry-after': '2026x' },
    { 'retry-after': '2026-10-21' },
    { 'retry-after': '3, 9' },
    { 'retry-after': 'Wed, 21 Oct 2099 07:28:00 GMT' },
    { 'retry-after': 'Wed, no date at all' },
    { 'retry-after-ms': '86400001' },
  ])('finds nothing sensible in %j', (headers) => {
    expect(retryAfterMs(headers, wallMs)).toBeUndefined()
  })
})

const date = fc.date({ noInvalidDate: true }).map((at) => at.toUTCString())
const number = fc.oneof(fc.integer(), fc.double(), fc.bigInt({ min: -(10n ** 30n), max: 10n ** 30n })).map(String)
const value = fc.oneof(fc.string(), fc.string({ unit: 'binary' }), number, date)
const header = fc.option(fc.oneof(value, fc.array(value)), { nil: undefined })

describe('retryAfterMs, whatever the headers', () => {
  it('is undefined, or a number from 0 to 24 hours', () => {
    fc.assert(
      fc.property(header, header, fc.nat(4e12), (seconds, milliseconds, nowMs) => {
        const ms = retryAfterMs({ 'retry-after': seconds, 'retry-after-ms': milliseconds }, nowMs)
        return ms === undefined || (ms >= 0 && ms <= dayMs)
      }),
      { numRuns: 2_000 },
    )
  })

  it('believes every number of seconds of a day', () => {
    fc.assert(
      fc.property(fc.nat(86_400), (seconds) => retryAfterMs({ 'retry-after': `${seconds}` }, 0) === seconds * 1_000),
    )
  })
})

describe('retryAfterTextMs', () => {
  it.each([
    ['Please retry in 48.939935699s.', 48_939.935_699],
    ['Rate limit reached. Please try again in 6m0s. Visit …', 360_000],
    ['Please try again in 20s', 20_000],
    ['Please try again in 350ms.', 350],
    ['Please try again in 1h2m3.5s.', 3_723_500],
    ['Please retry after 26 seconds.', 26_000],
    ['Please retry after 1 second.', 1_000],
    ['Try again in 2 minutes 5 seconds', 125_000],
    ['retry in 24h', dayMs],
  ])('reads %j', (message, expected) => {
    expect(retryAfterTextMs(message)).toBeCloseTo(expected, 3)
  })

  it.each([
    '',
    'Please retry shortly',
    'try again in a minute',
    'retry in 25h',
    'Limit 30000, Requested 2000',
    '9s',
    'retry in 5',
    'retry in 5 mangoes',
  ])('finds nothing in %j', (message) => {
    expect(retryAfterTextMs(message)).toBeUndefined()
  })

  it('is undefined, or a number from 0 to 24 hours, whatever the text', () => {
    const bit = fc.constantFrom('retry in ', 'try again after ', '5', '.', '9', 's', 'm', 'h', 'ms', ' ', 'seconds')
    fc.assert(
      fc.property(fc.array(bit, { maxLength: 200 }), (bits) => {
        const ms = retryAfterTextMs(bits.join(''))
        return ms === undefined || (ms >= 0 && ms <= dayMs)
      }),
    )
  })
})
