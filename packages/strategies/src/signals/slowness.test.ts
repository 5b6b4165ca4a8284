import { ProviderError } from '@turnout/core'
import { expect, it } from 'vitest'
import { isSlowness } from './slowness.ts'

it.each([
  ['timeout', {}, true],
  ['timeout', { fault: 'caller' }, false],
  ['server', {}, false],
  ['cancelled', {}, false],
] as const)('a failure of kind %s with %j says that a deployment is slow: %s', (kind, details, expected) => {
  expect(isSlowness(new ProviderError(kind, 'x', details))).toBe(expected)
})
