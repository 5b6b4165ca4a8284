import { expect, it } from 'vitest'
import { stringBytes } from './string-bytes.ts'

it('adds up strings and keys', () => {
  expect(stringBytes({ a: 'é', bc: [1, null, 'x', undefined, { d: true, e: '' }] })).toBe(8)
  expect(stringBytes(null)).toBe(0)
})

it('bears depth and circles', () => {
  let deep: unknown = 'x'
  for (let i = 0; i < 100_000; i++) deep = [deep]
  expect(stringBytes(deep)).toBeGreaterThan(0)
  const circle: { self?: unknown } = {}
  circle.self = circle
  expect(stringBytes(circle)).toBe(4)
})
