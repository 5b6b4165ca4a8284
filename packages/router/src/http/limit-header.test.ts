import { describe, expect, it } from 'vitest'
import { isLimitHeader } from './limit-header.ts'

describe('isLimitHeader', () => {
  it.each([
    ...['41', '149999', '6ms', '1m12.5s', '1767225600000', '2026-11-01T00:00:00Z', 'gpt-4.1-nano', 'False', ''],
    '100;w=60, 1000;w=3600',
  ])('passes on what recorded headers are like: %s', (value) => {
    expect(isLimitHeader('x-ratelimit-remaining-requests', value)).toBe(true)
  })

  it.each([
    'sk-proj-0123456789abcdef',
    '9efedfde897dbb664473b15374794b7b19645238',
    '01234567-89ab-cdef-0123-456789abcdef',
    'ü',
    '1\n2',
    ['1', '2'],
    undefined,
  ])('keeps back what else may stand there: %j', (value) => {
    expect(isLimitHeader('x-ratelimit-remaining-requests', value)).toBe(false)
  })

  it.each(['x-request-id', 'set-cookie', 'x-ratelimit-', 'my-x-ratelimit-limit'])('is not %s', (name) => {
    expect(isLimitHeader(name, '1')).toBe(false)
  })
})
