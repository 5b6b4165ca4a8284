import { isJsonObject, type Json, type JsonObject } from '@turnout/core'

/** What may stand in a schema that Claude writes by ("Structured outputs", "JSON Schema limitations"). */
const kept = new Set([
  ...['type', 'properties', 'required', 'items', 'enum', 'const', 'anyOf', 'allOf', '$ref', '$defs', 'definitions'],
  ...['additionalProperties', 'description', 'title', 'default', 'format', 'minItems'],
])

const formats = new Set([
  ...['date-time', 'time', 'date', 'duration', 'email', 'hostname', 'uri', 'ipv4', 'ipv6', 'uuid'],
])

/**
 * A schema that Claude can be held to: objects are closed, and what it cannot be held to (lengths, ranges) is told in the
 * description instead. Undefined where that would change the meaning: open maps, and schemas that refer to themselves.
 */
export function strictSchema(schema: JsonObject): JsonObject | undefined {
  if (refersToItself(schema)) return undefined
  try {
    return strict(schema)
  } catch (error) {
    if (error === cannot) return undefined
    throw error
  }
}

const cannot = new Error('not expressible')

function strict(schema: JsonObject): JsonObject {
  const { oneOf, ...rest } = schema
  const given: JsonObject = oneOf === undefined || rest['anyOf'] !== undefined ? rest : { ...rest, anyOf: oneOf }
  const entries = Object.entries(given).filter(([key]) => key !== '$schema')
  const said = entries.filter(([key, value]) => isKept(key, value))
  const told = entries.filter(([key, value]) => !isKept(key, value))
  const result: JsonObject = Object.fromEntries(said.map(([key, value]) => [key, inner(key, value)]))
  return { ...result, ...closedIfObject(given), ...described(given['description'], told) }
}

function isKept(key: string, value: Json | undefined): boolean {
  if (key === 'format') return formats.has(String(value))
  if (key === 'minItems') return value === 0 || value === 1
  return kept.has(key)
}

function inner(key: string, value: Json | undefined): Json {
  if (key === 'properties' || key === '$defs' || key === 'definitions') {
    if (!isJsonObject(value)) throw cannot
    return Object.fromEntries(Object.entries(value).map(([name, schema]) => [name, strictAt(schema)]))
  }
  if (key === 'items') return strictAt(value)
  if (key === 'anyOf' || key === 'allOf') return Array.isArray(value) ? value.map(strictAt) : stop()
  return value ?? null
}

const strictAt = (value: Json | undefined): JsonObject => (isJsonObject(value) ? strict(value) : stop())

function stop(): never {
  throw cannot
}

/** An object that says nothing of other members than its own has none. */
function closedIfObject({ type, properties, additionalProperties: open }: JsonObject): JsonObject {
  const isObject = type === 'object' || (Array.isArray(type) && type.includes('object')) || properties !== undefined
  if (!isObject) return {}
  if (open !== undefined && open !== false) throw cannot
  if (!isJsonObject(properties)) throw cannot
  return { additionalProperties: false }
}

function described(description: Json | undefined, told: readonly (readonly [string, Json | undefined])[]): JsonObject {
  if (told.length === 0) return {}
  const rules = told.map(([key, value]) => `${key}: ${JSON.stringify(value)}`).join(', ')
  return { description: typeof description === 'string' ? `${description} (${rules})` : rules }
}

/** Whether a definition leads back to itself, directly or through others. */
function refersToItself(schema: JsonObject): boolean {
  const definitions = Object.entries({ ...objectAt(schema, '$defs'), ...objectAt(schema, 'definitions') })
  const next = new Map(definitions.map(([name, definition]) => [name, referencesIn(definition)]))
  const leadsTo = (name: string, goal: string, seen: Set<string>): boolean =>
    [...(next.get(name) ?? [])].some(
      (target) => target === goal || (!seen.has(target) && leadsTo(target, goal, seen.add(target))),
    )
  return referencesIn(schema).has('') || definitions.some(([name]) => leadsTo(name, name, new Set()))
}

const objectAt = (schema: JsonObject, key: string): JsonObject => {
  const value = schema[key]
  return isJsonObject(value) ? value : {}
}

/** The names of the definitions that are referred to; '' for anything else. */
function referencesIn(value: Json | undefined): ReadonlySet<string> {
  const found = new Set<string>()
  const look = (at: Json | undefined): void => {
    if (Array.isArray(at)) for (const item of at) look(item)
    else if (isJsonObject(at))
      for (const [key, item] of Object.entries(at)) {
        if (key === '$ref') found.add(/^#\/(?:\$defs|definitions)\/([^/]+)$/.exec(String(item))?.[1] ?? '')
        else look(item)
      }
  }
  look(value)
  return found
}
