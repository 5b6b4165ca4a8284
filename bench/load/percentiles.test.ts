import { expect, test } from 'vitest'
import { percentilesOf } from './percentiles.ts'

const thousand = Array.from({ length: 1_000 }, (_, at) => at + 1)

test('of a thousand', () => {
  expect(percentilesOf(thousand)).toEqual({ p50: 500, p99: 990, p999: 999, max: 1_000 })
})

test('answers that never came are slower than any', () => {
  expect(percentilesOf(thousand, 1_500)).toMatchObject({ p50: 750, p99: Number.POSITIVE_INFINITY })
})
