import { describe, expect, it } from 'vitest'
import { nestsDeeper } from './nests-deeper.ts'

describe('nestsDeeper', () => {
  it.each([
    [1, 0, false],
    [null, 0, false],
    [[], 0, true],
    [[], 1, false],
    [{ a: [1, { b: 'c' }] }, 3, false],
    [{ a: [1, { b: 'c' }] }, 2, true],
    [{ a: 1, b: [[]] }, 2, true],
  ])('%j, %i: %s', (value, levels, expected) => {
    expect(nestsDeeper(value, levels)).toBe(expected)
  })

  it('looks no further than it must', () => {
    expect(nestsDeeper(JSON.parse('['.repeat(100_000) + ']'.repeat(100_000)), 64)).toBe(true)
  })
})
