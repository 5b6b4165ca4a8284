import { describe, expect, it } from 'vitest'
import { jsonObject } from './json-object.ts'

describe('jsonObject', () => {
  it('keeps what it is given, however its members are called', () => {
    const given = JSON.parse('{"__proto__":1,"in":{"__proto__":{"a":null},"constructor":2}}')
    expect(jsonObject.parse(given)).toBe(given)
  })

  it.each([[null], [[]], ['a'], [undefined], [JSON.parse('{"a":'.repeat(201) + 1 + '}'.repeat(201))]])(
    'does not take %j',
    (given) => {
      expect(jsonObject.safeParse(given).success).toBe(false)
    },
  )
})
