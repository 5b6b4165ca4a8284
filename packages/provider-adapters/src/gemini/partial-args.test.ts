import type { JsonObject } from '@turnout/core'
import { describe, expect, it } from 'vitest'
import { PartialArgs } from './partial-args.ts'

const together = (...pieces: readonly JsonObject[]) => {
  const args = new PartialArgs(undefined)
  for (const piece of pieces) args.add(piece)
  return args.text()
}

describe('PartialArgs', () => {
  it('takes every kind of value', () => {
    expect(
      together(
        { jsonPath: '$.s', stringValue: 'x' },
        { jsonPath: '$.n', numberValue: 0 },
        { jsonPath: '$.b', boolValue: false },
        { jsonPath: '$.z', nullValue: 'NULL_VALUE' },
        { jsonPath: "$['a b'].c[0][1]", numberValue: 1 },
      ),
    ).toBe('{"s":"x","n":0,"b":false,"z":null,"a b":{"c":[[null,1]]}}')
  })

  it('goes on with a text only where it was said to', () => {
    const piece = (stringValue: string, willContinue = false) => ({ jsonPath: '$.a', stringValue, willContinue })
    expect(together(piece('a', true), piece('b', true), piece(''))).toBe('{"a":"ab"}')
    expect(together(piece('a'), piece('b'))).toBe('{"a":"b"}')
    expect(together(piece('a', true), { jsonPath: '$.c', numberValue: 1 }, piece('b'))).toBe('{"a":"b","c":1}')
  })

  it('begins with what was there, and is empty without anything', () => {
    expect(new PartialArgs({ a: 1 }).text()).toBe('{"a":1}')
    expect(together()).toBe('{}')
    expect(together({ jsonPath: '$' })).toBe('{}')
  })

  it('takes any name for a name', () => {
    expect(together({ jsonPath: '$.__proto__.x', numberValue: 1 })).toBe('{"__proto__":{"x":1}}')
    expect({}).not.toHaveProperty('x')
  })

  it('does not believe in lists of millions', () => {
    expect(() => together({ jsonPath: '$.a[99999999]', numberValue: 1 })).toThrow(
      expect.objectContaining({ code: 'upstream_invalid_response' }),
    )
  })
})
