import { isJsonObject, type Json, type JsonObject } from '@turnout/core'
import { malformed } from '../kit/parse-param.ts'

/** What `Schema` has (Gemini API reference, "Schema"): a part of OpenAPI 3.0's. */
const plain = [
  ...['type', 'format', 'title', 'description', 'nullable', 'required', 'default', 'propertyOrdering'],
  ...[
    'minItems',
    'maxItems',
    'minProperties',
    'maxProperties',
    'minimum',
    'maximum',
    'minLength',
    'maxLength',
    'pattern',
  ],
]

/**
 * JSON Schema as the part of OpenAPI's that older models take: references are written out, a constant is a choice of
 * one, a type or null is nullable, and what `Schema` has no word for is left out. It steers, and does not validate.
 */
export const openapiSchema = (schema: JsonObject, param: string): JsonObject =>
  converted(schema, [], { root: schema, param, parts: 0 })

interface Work {
  readonly root: JsonObject
  readonly param: string
  /** How many have been written. */
  parts: number
}

/** References within references multiply. */
const mostParts = 10_000

/** `inside`: the references that led here; one that leads to itself stays an object of any kind. */
function converted(schema: JsonObject, inside: readonly string[], work: Work): JsonObject {
  if (++work.parts > mostParts) throw malformed(work.param, 'the schema is too large with its references written out')
  const { $ref: ref } = schema
  if (typeof ref === 'string') {
    const target = targetOf(ref, work.root)
    return target && !inside.includes(ref) ? converted(target, [...inside, ref], work) : { type: 'object' }
  }
  const into = (value: Json | undefined): JsonObject => (isJsonObject(value) ? converted(value, inside, work) : {})
  const { properties, items, const: only } = schema
  const types = [schema['type'] ?? []].flat()
  const choices = listOf(schema['anyOf'] ?? schema['oneOf'])
  const alternatives = choices.filter((choice) => !isNull(choice)).map(into)
  const [alone, ...others] = alternatives
  const nullable = types.includes('null') || alternatives.length < choices.length
  const merged = Object.assign({}, ...listOf(schema['allOf']).map(into))
  return {
    ...merged,
    ...Object.fromEntries(plain.flatMap((name) => (schema[name] === undefined ? [] : [[name, schema[name]]]))),
    ...typeOf(types.filter((type) => type !== 'null')),
    ...choiceOf(only === undefined ? schema['enum'] : [only]),
    ...(isJsonObject(properties)
      ? { properties: Object.fromEntries(Object.entries(properties).map(([name, value]) => [name, into(value)])) }
      : {}),
    ...(isJsonObject(items) ? { items: into(items) } : {}),
    ...(alone && others.length === 0 ? alone : {}),
    ...(others.length > 0 ? { anyOf: alternatives } : {}),
    ...(nullable ? { nullable: true } : {}),
  }
}

/** Only words can be chosen from. */
const choiceOf = (values: Json | undefined): JsonObject =>
  Array.isArray(values) && values.every((value) => typeof value === 'string') ? { enum: values } : {}

/** Several types are several alternatives. */
function typeOf(types: readonly Json[]): JsonObject {
  const [type, ...others] = types
  if (type === undefined) return {}
  return others.length === 0 ? { type } : { type: undefined, anyOf: types.map((one) => ({ type: one })) }
}

const listOf = (value: Json | undefined): readonly Json[] => (Array.isArray(value) ? value : [])

const isNull = (schema: Json): boolean => isJsonObject(schema) && schema['type'] === 'null'

/** Within the schema: `#/$defs/Person`. */
function targetOf(ref: string, root: JsonObject): JsonObject | undefined {
  if (!ref.startsWith('#')) return undefined
  const steps = ref
    .slice(1)
    .split('/')
    .filter((step) => step !== '')
  const target = steps.reduce<Json | undefined>(
    (at, step) => (isJsonObject(at) ? at[unescaped(step)] : undefined),
    root,
  )
  return isJsonObject(target) ? target : undefined
}

/** RFC 6901, section 4. */
const unescaped = (step: string): string => step.replaceAll('~1', '/').replaceAll('~0', '~')
