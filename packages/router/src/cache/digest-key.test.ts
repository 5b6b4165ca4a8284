import { expect, it } from 'vitest'
import { digestKey } from './digest-key.ts'

it('is a whole SHA-256 behind the namespace, in characters that every cache can have', () => {
  expect(digestKey('a')).toMatch(/^[\da-f]{64}$/)
  expect(digestKey('a', 'team ä:\ud800')).toMatch(/^[\x21-\x7e]+:[\da-f]{64}$/)
  expect(digestKey('a', 'n')).not.toBe(digestKey('a', 'm'))
  expect(digestKey('a')).not.toBe(digestKey('b'))
})
