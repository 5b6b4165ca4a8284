import { describe, expect, it } from 'vitest'
import { jsonObject } from './json-object.ts'

describe('jsonObject', () => {
  it('keeps what it is given, however its members are called', () => {
    const given = JSON.parse('{"__proto__":1,"in":{"__proto__":{"a":null},"constructor":2}}')
    expect(jsonObject.parse(given)).toBe(given)
  })

  it.each([null, [], 'a', 1, undefined])('does not take %j', (given) => {
    expect(jsonObject.safeParse(given).success).toBe(false)
  })
})
