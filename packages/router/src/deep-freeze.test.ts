import { Secret } from '@turnout/core'
import { expect, it } from 'vitest'
import { deepFreeze } from './deep-freeze.ts'

it('freezes maps and lists at any depth, and leaves what is of a class', () => {
  const pattern = /a/g
  const value = { list: [{ deep: { flag: true } }], pattern, secret: new Secret('s'), nothing: null, text: 'x' }
  deepFreeze(value)
  expect(() => Object.assign(value.list[0]?.deep ?? {}, { flag: false })).toThrow(TypeError)
  expect(() => value.list.pop()).toThrow(TypeError)
  expect([pattern.test('aa'), pattern.lastIndex]).toEqual([true, 1])
})
