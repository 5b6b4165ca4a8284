import type { JsonObject } from '@turnout/core'
import { describe, expect, it } from 'vitest'
import { openapiSchema } from './openapi-schema.ts'

const convert = (schema: JsonObject) => JSON.parse(JSON.stringify(openapiSchema(schema, 'tools[0]')))

describe('openapiSchema', () => {
  it.each<readonly [what: string, schema: JsonObject, expected: object]>([
    [
      'leaves out what has no word',
      { $schema: 'x', type: 'object', additionalProperties: false, properties: { a: { type: 'string' } } },
      { type: 'object', properties: { a: { type: 'string' } } },
    ],
    ['knows a constant as a choice of one', { const: 'a' }, { enum: ['a'] }],
    ['takes no numbers to choose from', { type: 'integer', enum: [1, 2] }, { type: 'integer' }],
    ['knows null as nullable', { type: ['string', 'null'] }, { type: 'string', nullable: true }],
    [
      'knows null among alternatives',
      { anyOf: [{ type: 'string' }, { type: 'null' }] },
      { type: 'string', nullable: true },
    ],
    [
      'keeps alternatives',
      { oneOf: [{ type: 'string' }, { type: 'integer' }] },
      { anyOf: [{ type: 'string' }, { type: 'integer' }] },
    ],
    [
      'makes alternatives of types',
      { type: ['string', 'integer'] },
      { anyOf: [{ type: 'string' }, { type: 'integer' }] },
    ],
    [
      'joins what all hold',
      { allOf: [{ type: 'string' }, { description: 'd' }] },
      { type: 'string', description: 'd' },
    ],
    ['goes into lists', { type: 'array', items: { const: 'x' } }, { type: 'array', items: { enum: ['x'] } }],
    [
      'writes references out',
      { properties: { p: { $ref: '#/$defs/a~1b' } }, $defs: { 'a/b': { type: 'string' } } },
      { properties: { p: { type: 'string' } } },
    ],
    [
      'stops where a reference leads to itself',
      { properties: { p: { $ref: '#' } } },
      { properties: { p: { properties: { p: { type: 'object' } } } } },
    ],
    [
      'knows no reference that leads nowhere',
      { properties: { p: { $ref: '#/x' } } },
      { properties: { p: { type: 'object' } } },
    ],
  ])('%s', (_what, schema, expected) => {
    expect(convert(schema)).toEqual(expected)
  })

  it('refuses references that multiply', () => {
    const doubling = (i: number): JsonObject => ({
      properties: { a: { $ref: `#/$defs/d${i + 1}` }, b: { $ref: `#/$defs/d${i + 1}` } },
    })
    const $defs = Object.fromEntries(Array.from({ length: 40 }, (_, i) => [`d${i}`, doubling(i)]))
    expect(() => convert({ ...doubling(0), $defs })).toThrow(expect.objectContaining({ param: 'tools[0]' }))
  })
})
