import * as z from 'zod'
import { count, flag, integer, notNegative, port } from './schema/values.ts'

/** JSON Schema (draft 7), as far as it is used here. */
export interface JsonSchema {
  [keyword: string]: unknown
  type?: string | string[]
  description?: string
  properties?: Record<string, JsonSchema>
  items?: JsonSchema
  anyOf?: JsonSchema[]
  additionalProperties?: boolean | JsonSchema
}

/** What stands in many places, and what of it the schema refines by code. */
const shared: Readonly<Record<string, { readonly schema: z.ZodType; readonly number?: JsonSchema }>> = {
  number: { schema: notNegative, number: { type: 'number', minimum: 0 } },
  wholeNumber: { schema: count, number: { type: 'integer', minimum: 0 } },
  integer: { schema: integer, number: { type: 'integer' } },
  port: { schema: port, number: { type: 'integer', minimum: 1, maximum: 65_535 } },
  flag: { schema: flag },
}

const variable = { description: 'The value of an environment variable.', type: 'string', pattern: '^os\\.environ/.' }
const variableHere: JsonSchema = { $ref: '#/definitions/variable' }

/** What `$ref`s lead to. */
export const definitions = (): Readonly<Record<string, JsonSchema>> => {
  const made = Object.entries(shared).map(([name, { schema, number }]) => {
    const branches = convert(schema).anyOf ?? []
    return [name, { anyOf: branches.map((branch) => (number && branch.type === 'number' ? number : branch)) }] as const
  })
  return { variable, ...Object.fromEntries(made) }
}

/** What may be written: before coercion and defaults, with variables wherever the loader takes them. */
export const toJsonSchema = (schema: z.ZodType): JsonSchema =>
  convert(schema, ({ zodSchema, jsonSchema }) => {
    const name = Object.keys(shared).find((key) => shared[key]?.schema === zodSchema)
    if (name !== undefined) jsonSchema[mark] = name
  })

const mark = 'x-shared'

type Override = (context: { zodSchema: unknown; jsonSchema: { [keyword: string]: unknown } }) => void

const convert = (schema: z.ZodType, override: Override = () => {}): JsonSchema => {
  const plain = z.toJSONSchema(schema, { io: 'input', target: 'draft-7', override })
  return withVariables(JSON.parse(JSON.stringify(plain)) as JsonSchema)
}

/** A variable may stand for any scalar; only text that has to look like something does not take its name already. */
function withVariables(schema: JsonSchema): JsonSchema {
  if (mark in schema) return { $ref: `#/definitions/${schema[mark]}` }
  const inner: JsonSchema = Object.fromEntries(
    Object.entries(schema).map(([keyword, value]) => [keyword, within(value)]),
  )
  if (inner.type === 'string' && ('pattern' in inner || 'enum' in inner)) return { anyOf: [inner, variableHere] }
  if (inner.type === 'object' && inner.properties) inner.additionalProperties ??= false
  const branches = inner.anyOf?.flatMap((branch) => (isChoice(branch) ? branch.anyOf : [branch]))
  return branches ? { ...inner, anyOf: branches } : inner
}

function within(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(within)
  return typeof value === 'object' && value !== null ? withVariables(value as JsonSchema) : value
}

const isChoice = (schema: JsonSchema): schema is { anyOf: JsonSchema[] } => Object.keys(schema).join() === 'anyOf'
