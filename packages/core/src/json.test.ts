import { expect, it } from 'vitest'
import { isJsonObject } from './json.ts'

it.each([
  [{}, true],
  [{ a: 1 }, true],
  [[], false],
  [null, false],
  [undefined, false],
  ['text', false],
])('takes %j for an object: %s', (value, expected) => {
  expect(isJsonObject(value)).toBe(expected)
})
