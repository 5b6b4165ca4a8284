import { isJsonObject, type Json, type JsonObject } from '@turnout/core'
import { refersToItself } from './schema-references.ts'

/**
 * A schema that Claude can be held to ("Structured outputs", "JSON Schema limitations"): objects are closed, and what it
 * cannot be held to (lengths, ranges) is told in the description instead. Undefined where that would change the meaning:
 * open maps, and schemas that refer to themselves.
 */
export const strictSchema = (schema: JsonObject): JsonObject | undefined =>
  canBeStrict(schema) && !refersToItself(schema) ? strict(schema) : undefined

/** Members that are schemas by name, a schema, and lists of schemas. */
const maps = ['properties', '$defs', 'definitions']
const lists = ['anyOf', 'oneOf', 'allOf']
const others = ['type', 'required', 'enum', 'const', '$ref', 'title', 'default', 'description']
const known = new Set([...maps, ...lists, ...others, 'items', 'additionalProperties'])

const formats = new Set([
  ...['date-time', 'time', 'date', 'duration', 'email', 'hostname', 'uri', 'ipv4', 'ipv6', 'uuid'],
])

const isObject = ({ type, properties }: JsonObject): boolean =>
  type === 'object' || (Array.isArray(type) && type.includes('object')) || properties !== undefined

function canBeStrict(schema: Json | undefined): boolean {
  if (!isJsonObject(schema)) return false
  const { properties, additionalProperties: open = false, anyOf, oneOf } = schema
  if (anyOf !== undefined && oneOf !== undefined) return false
  if (isObject(schema) && (!isJsonObject(properties) || open !== false)) return false
  return partsOf(schema).every(canBeStrict)
}

/** The schemas in a schema. */
const partsOf = (schema: JsonObject): readonly (Json | undefined)[] => [
  ...maps.flatMap((key) => Object.values(schema[key] ?? {})),
  ...lists.flatMap((key) => schema[key] ?? []),
  ...(schema['items'] === undefined ? [] : [schema['items']]),
]

function strict(schema: JsonObject): JsonObject {
  const { $schema: _, oneOf, ...rest } = schema
  const given: JsonObject = oneOf === undefined ? rest : { ...rest, anyOf: oneOf }
  const entries = Object.entries(given)
  const held = entries.filter(([key, value]) => isHeld(key, value))
  const told = entries.filter(([key, value]) => !isHeld(key, value))
  return {
    ...Object.fromEntries(held.map(([key, value]) => [key, within(key, value)])),
    ...(isObject(given) ? { additionalProperties: false } : {}),
    ...described(given['description'], told),
  }
}

function isHeld(key: string, value: Json | undefined): boolean {
  if (key === 'format') return formats.has(String(value))
  return key === 'minItems' ? value === 0 || value === 1 : known.has(key)
}

function within(key: string, value: Json | undefined): Json | undefined {
  if (maps.includes(key))
    return Object.fromEntries(Object.entries(value ?? {}).map(([name, part]) => [name, strictPart(part)]))
  if (lists.includes(key)) return Array.isArray(value) ? value.map(strictPart) : value
  return key === 'items' ? strictPart(value) : value
}

const strictPart = (part: Json | undefined): Json => (isJsonObject(part) ? strict(part) : (part ?? null))

function described(description: Json | undefined, told: readonly (readonly [string, Json | undefined])[]): JsonObject {
  if (told.length === 0) return {}
  const rules = told.map(([key, value]) => `${key}: ${JSON.stringify(value)}`).join(', ')
  return { description: typeof description === 'string' ? `${description} (${rules})` : rules }
}
