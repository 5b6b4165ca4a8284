import { expect, it } from 'vitest'
import { resetAfterMs } from './reset-after.ts'

const dateMs = Date.parse('2026-05-01T12:00:00Z')

it.each([
  ['6m0s', 360_000],
  ['20ms', 20],
  ['1h2m3s', 3_723_000],
  ['7.66s', 7_660],
  ['2m59.56s', 179_560],
  ['1d', 86_400_000],
  ['12', 12_000],
  ['0', 0],
  [String(dateMs / 1_000 + 5), 5_000],
  [String(dateMs + 5_000), 5_000],
  ['2026-05-01T12:00:30Z', 30_000],
  ['2026-05-01T11:00:00Z', 0],
  ['', undefined],
  ['soon', undefined],
  ['1m and more', undefined],
])('%j is %s ms from now', (text, expected) => {
  const found = resetAfterMs(text, dateMs)
  if (expected === undefined) expect(found).toBeUndefined()
  else expect(found).toBeCloseTo(expected, 6)
})

it('needs to know the date for a date', () => {
  expect(resetAfterMs('2026-05-01T12:00:30Z', undefined)).toBeUndefined()
  expect(resetAfterMs('30s', undefined)).toBe(30_000)
})
