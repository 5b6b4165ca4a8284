import { transformJSONSchema } from '@anthropic-ai/sdk/lib/transform-json-schema'
import type { JsonObject } from '@turnout/core'
import { describe, expect, it } from 'vitest'
import { strictSchema } from './strict-schema.ts'

const string = { type: 'string' }
const object = (properties: JsonObject, more: JsonObject = {}): JsonObject => ({ type: 'object', properties, ...more })

describe('strictSchema', () => {
  it.each<readonly [what: string, schema: JsonObject]>([
    ['closes objects', object({ a: object({ b: string }), c: { type: 'array', items: object({ d: string }) } })],
    ['closes what may be chosen', object({ a: { anyOf: [object({ b: string }), { type: 'null' }] } })],
    ['keeps definitions', object({ a: { $ref: '#/$defs/A' } }, { $defs: { A: object({ b: string }) } })],
    ['keeps known formats', object({ a: { type: 'string', format: 'date' } }, { required: ['a'] })],
    ['keeps enums', object({ a: { enum: ['x', 'y'] } })],
  ])("%s, as Anthropic's own client does", (_what, schema) => {
    expect(strictSchema(schema)).toEqual(transformJSONSchema(schema))
  })

  it('tells what Claude cannot be held to', () => {
    const schema = object({
      a: { type: 'integer', minimum: 3, description: 'Age' },
      b: { type: 'string', format: 'phone' },
    })
    expect(strictSchema({ ...schema, $schema: 'http://json-schema.org/draft-07/schema#' })).toEqual({
      ...object({
        a: { type: 'integer', description: 'Age (minimum: 3)' },
        b: { type: 'string', description: 'format: "phone"' },
      }),
      additionalProperties: false,
    })
  })

  it('makes a choice of oneOf', () => {
    expect(strictSchema(object({ a: { oneOf: [string] } }))).toMatchObject({ properties: { a: { anyOf: [string] } } })
  })

  it.each<readonly [what: string, schema: JsonObject]>([
    ['maps', object({}, { additionalProperties: true })],
    ['maps within', object({ a: { type: 'object', additionalProperties: string } })],
    ['objects of whatever', object({ a: { type: 'object' } })],
    ['a choice of both kinds', object({ a: { anyOf: [string], oneOf: [string] } })],
    ['lists of whatever', object({ a: { type: 'array', items: true } })],
    ['schemas that refer to themselves', object({ a: { $ref: '#' } })],
    [
      'definitions that refer to each other',
      object(
        { a: { $ref: '#/$defs/A' } },
        { $defs: { A: object({ b: { $ref: '#/$defs/B' } }), B: object({ a: { $ref: '#/$defs/A' } }) } },
      ),
    ],
  ])('has no way for %s', (_what, schema) => {
    expect(strictSchema(schema)).toBeUndefined()
  })
})
