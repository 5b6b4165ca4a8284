import type { JsonObject } from '@turnout/core'
import { describe, expect, it } from 'vitest'
import { chatCall } from '../test-support/provider-call.test.ts'
import { chatBody } from './request.ts'

const bodyOf = (request: object, model = 'claude-haiku-4-5') =>
  JSON.parse(chatBody(chatCall(request, { deployment: { provider: 'anthropic', model } })))

const schema = { type: 'object', properties: { city: { type: 'string' } }, required: ['city'] }
const weather = { type: 'function', function: { name: 'weather', description: 'The weather', parameters: schema } }
const strict = (parameters: JsonObject, count = 1) =>
  Array.from({ length: count }, (_, i) => ({ type: 'function', function: { name: `f${i}`, parameters, strict: true } }))

describe('the tools of a request to Claude', () => {
  it('have names, descriptions and schemas', () => {
    expect(bodyOf({ tools: [weather] })).toMatchObject({
      tools: [{ name: 'weather', description: 'The weather', input_schema: schema }],
    })
    expect(bodyOf({ tools: [weather] })).not.toHaveProperty('tool_choice')
    expect(bodyOf({ tools: [{ type: 'function', function: { name: 'now' } }] }).tools).toEqual([
      { name: 'now', input_schema: { type: 'object', properties: {} } },
    ])
  })

  it.each([
    ['auto', { type: 'auto' }],
    ['none', { type: 'none' }],
    ['required', { type: 'any' }],
    [
      { type: 'function', function: { name: 'weather' } },
      { type: 'tool', name: 'weather' },
    ],
  ])('are chosen by %j', (tool_choice, expected) => {
    expect(bodyOf({ tools: [weather], tool_choice }).tool_choice).toEqual(expected)
    const one = expected.type === 'none' ? {} : { disable_parallel_tool_use: true }
    const alone = bodyOf({ tools: [weather], tool_choice, parallel_tool_calls: false })
    expect(alone.tool_choice).toEqual({ ...expected, ...one })
  })

  it('are called one at a time where the caller wants that, and as they like where not', () => {
    expect(bodyOf({ tools: [weather], parallel_tool_calls: false }).tool_choice).toEqual({
      type: 'auto',
      disable_parallel_tool_use: true,
    })
    expect(bodyOf({ tools: [weather], parallel_tool_calls: true })).not.toHaveProperty('tool_choice')
  })

  it('keep their cache breakpoint', () => {
    const cache_control = { type: 'ephemeral', ttl: '1h' }
    expect(bodyOf({ tools: [{ ...weather, cache_control }] }).tools[0].cache_control).toEqual(cache_control)
  })

  it('are strict where the model and the schema can be', () => {
    const closed = { ...schema, additionalProperties: false }
    expect(bodyOf({ tools: strict(schema) }).tools[0]).toEqual({ name: 'f0', input_schema: closed, strict: true })
    const open = { type: 'object', additionalProperties: { type: 'string' } }
    expect(bodyOf({ tools: strict(open) }).tools[0]).toEqual({ name: 'f0', input_schema: open })
    expect(bodyOf({ tools: strict(schema) }, 'claude-3-haiku').tools[0]).not.toHaveProperty('strict')
    expect(bodyOf({ tools: strict(schema, 21) }).tools[0]).not.toHaveProperty('strict')
  })

  it.each([{ anyOf: [schema] }, { $ref: '#/$defs/a' }, { type: 'array' }])('are refused with %j', (parameters) => {
    expect(() => bodyOf({ tools: strict(parameters) })).toThrow(
      expect.objectContaining({ code: 'unsupported_parameter', param: 'tools[0].function.parameters' }),
    )
  })

  it("may be Anthropic's own", () => {
    const bash = { type: 'bash_20250124', name: 'bash' }
    const custom = { type: 'custom', name: 'c', input_schema: schema }
    expect(bodyOf({ tools: [bash, custom] }).tools).toEqual([bash, custom])
    expect(() => bodyOf({ tools: [weather, { type: 'custom', custom: { name: 'g' } }] })).toThrow(
      expect.objectContaining({ code: 'unsupported_parameter', param: 'tools[1]' }),
    )
  })

  it('may be a search of the web', () => {
    const approximate = { city: 'Köln', country: 'DE' }
    const options = { search_context_size: 'low', user_location: { type: 'approximate', approximate } }
    const plain = { type: 'web_search_20250305', name: 'web_search' }
    expect(bodyOf({ web_search_options: {} }).tools).toEqual([plain])
    expect(bodyOf({ web_search_options: options }).tools).toEqual([
      { ...plain, max_uses: 1, user_location: { type: 'approximate', ...approximate } },
    ])
  })

  it('are there where the conversation has used some, though none may be called', () => {
    const calls = [{ id: 'c', function: { name: 'weather', arguments: '' } }]
    const messages = [
      { role: 'user', content: 'Hi' },
      { role: 'assistant', tool_calls: calls },
      { role: 'tool', tool_call_id: 'c', content: 'sun' },
    ]
    expect(bodyOf({ messages })).toMatchObject({
      tools: [{ name: 'weather', input_schema: { type: 'object' } }],
      tool_choice: { type: 'none' },
    })
  })
})
