import { describe, expect, it } from 'vitest'
import { type FormatSupport, structuredOutputOf } from './structured-output.ts'

const schema = { type: 'object', properties: { a: {} } }
const json = { response_format: { type: 'json_object' } }
const bySchema = (given: object = schema) => ({
  response_format: { type: 'json_schema', json_schema: { name: 'n', description: 'd', schema: given } },
})
const tools = [{ type: 'function', function: { name: 'f' } }]

const outputOf = (asked: object, support: Partial<FormatSupport> = {}) =>
  structuredOutputOf(
    { model: 'm', messages: [], ...asked },
    { native: () => undefined, tool: true, provider: 'acme', ...support },
  )

describe('structuredOutputOf', () => {
  it('is the model’s own doing where it can be held to the schema', () => {
    const native = () => ({ closed: true })
    expect(outputOf(bySchema(), { native })).toMatchObject({
      ...{ way: 'native', name: 'n', description: 'd', schema: { closed: true } },
    })
    expect(outputOf(json, { native })).toMatchObject({ way: 'tool' })
  })

  it('is else a tool, open where there is no schema', () => {
    expect(outputOf(bySchema())).toEqual({ way: 'tool', description: 'd', schema })
    expect(outputOf(json)).toMatchObject({
      ...{ way: 'tool', schema: { type: 'object', properties: {}, additionalProperties: true } },
    })
  })

  it('is nothing where none is asked, or a tool of the caller’s must be called', () => {
    expect(outputOf({})).toBeUndefined()
    expect(outputOf({ ...json, tools, tool_choice: 'required' })).toBeUndefined()
    expect(outputOf({ ...json, tools, tool_choice: 'auto' })).toMatchObject({ way: 'tool' })
  })

  it('is refused where the model can do neither, and where a tool cannot have the schema', () => {
    const refusal = expect.objectContaining({ code: 'unsupported_parameter', param: 'response_format' })
    expect(() => outputOf(json, { tool: false })).toThrow(refusal)
    expect(() => outputOf(bySchema({ type: 'array' }))).toThrow(refusal)
    expect(() => outputOf(bySchema({ anyOf: [] }))).toThrow(refusal)
  })
})
