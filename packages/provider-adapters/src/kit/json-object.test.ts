import { describe, expect, it } from 'vitest'
import { chatBody as anthropicBody } from '../anthropic/request.ts'
import { chatBody as cohereBody } from '../cohere/request.ts'
import { chatBody as geminiBody } from '../gemini/request.ts'
import { developerApi } from '../gemini/surface.ts'
import { chatBody as ollamaBody } from '../ollama/request.ts'
import { chatCall } from '../test-support/provider-call.test.ts'
import { jsonObject } from './json-object.ts'

const bodies: readonly (readonly [model: string, (request: object) => string])[] = [
  ['claude-sonnet-4-5', (request) => anthropicBody(callOf('claude-sonnet-4-5', request))],
  ['gemini-3-pro', (request) => geminiBody(callOf('gemini-3-pro', request), developerApi)],
  ['gemini-2.0-flash', (request) => geminiBody(callOf('gemini-2.0-flash', request), developerApi)],
  ['command-a', (request) => cohereBody(callOf('command-a', request))],
  ['llama', (request) => ollamaBody(callOf('llama', request))],
]

const callOf = (model: string, request: object) => chatCall(request, { deployment: { model } })

const nested = (levels: number): string => '{"a":'.repeat(levels) + '1' + '}'.repeat(levels)

const withTool = (parameters: string) => ({
  tools: [{ type: 'function', function: { name: 'f', parameters: JSON.parse(parameters) } }],
})

const withFormat = (schema: string) => ({
  response_format: { type: 'json_schema', json_schema: { name: 'n', schema: JSON.parse(schema) } },
})

const withCall = (args: string) => ({
  messages: [
    { role: 'user', content: 'Hi' },
    { role: 'assistant', tool_calls: [{ id: 'c', type: 'function', function: { name: 'f', arguments: args } }] },
    { role: 'tool', tool_call_id: 'c', content: 'r' },
  ],
})

describe('jsonObject', () => {
  it.each(bodies)('keeps a member of a schema for %s, whatever it is called', (_model, bodyOf) => {
    const schema = '{"type":"object","properties":{"__proto__":{"type":"string"},"constructor":{"type":"string"}}}'
    for (const asked of [withTool(schema), withFormat(schema)])
      expect(bodyOf(asked)).toContain('"__proto__":{"type":"string"},"constructor":{"type":"string"}')
  })

  it.each(bodies)('refuses a request for %s that nests too deep to be walked through, by name', (_model, bodyOf) => {
    const deep = `{"type":"object","properties":${nested(20_000)}}`
    const places = [
      [withTool(deep), /^tools\[0\]/],
      [withFormat(deep), /^response_format/],
      [withCall(nested(20_000)), /^messages\[1\]\.tool_calls\[0\]/],
    ] as const
    for (const [asked, param] of places)
      expect(() => bodyOf(asked)).toThrow(
        expect.objectContaining({ kind: 'bad-request', param: expect.stringMatching(param) }),
      )
  })

  it('is the object itself', () => {
    const value = JSON.parse(nested(150))
    expect(jsonObject.parse(value)).toBe(value)
  })

  it.each([[null], [[]], ['text'], [JSON.parse(nested(201))]])('is not %j', (value) => {
    expect(jsonObject.safeParse(value).success).toBe(false)
  })
})
