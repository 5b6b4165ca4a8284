import { describe, expect, it } from 'vitest'
import { bearerDeployment } from '../test-support/bedrock-recordings.test.ts'
import { chatCall } from '../test-support/provider-call.test.ts'
import { chatBody } from './request.ts'

const claude = 'us.anthropic.claude-haiku-4-5-20251001-v1:0'
const newest = 'anthropic.claude-sonnet-5'
const gptOss = 'openai.gpt-oss-20b-1:0'
const nova = 'us.amazon.nova-2-lite-v1:0'
const bodyOf = (request: object, model = claude) =>
  JSON.parse(chatBody(chatCall(request, { deployment: { ...bearerDeployment, model } })))

const tool = (name: string, more = {}) => ({ type: 'function', function: { name, ...more } })
const spec = (name: string, more = {}) => ({
  toolSpec: { name, inputSchema: { json: { type: 'object', properties: {} } }, ...more },
})
const used = [
  { role: 'user', content: 'Hi' },
  { role: 'assistant', tool_calls: [{ id: 't', function: { name: 'f', arguments: '' } }] },
  { role: 'tool', tool_call_id: 't', content: '1' },
]

describe('toolConfig', () => {
  it('lists the tools', () => {
    const parameters = { type: 'object', properties: { a: {} }, required: ['a'] }
    const tools = [tool('f', { description: 'd', parameters }), tool('g', { description: '' })]
    expect(bodyOf({ tools }).toolConfig).toEqual({
      tools: [spec('f', { description: 'd', inputSchema: { json: parameters } }), spec('g')],
    })
  })

  it.each<readonly [choice: unknown, toolChoice: unknown]>([
    ['auto', { auto: {} }],
    ['required', { any: {} }],
    [{ type: 'function', function: { name: 'f' } }, { tool: { name: 'f' } }],
  ])('takes the choice %j', (tool_choice, toolChoice) => {
    expect(bodyOf({ tools: [tool('f')], tool_choice }).toolConfig.toolChoice).toEqual(toolChoice)
  })

  it('leaves tools out that may not be called, unless some have been', () => {
    expect(bodyOf({ tools: [tool('f')], tool_choice: 'none' })).not.toHaveProperty('toolConfig')
    expect(bodyOf({ tools: [tool('f'), tool('g')], tool_choice: 'none', messages: used }).toolConfig).toEqual({
      tools: [spec('f'), spec('g')],
    })
  })

  it('declares tools that have been called, where the caller does not', () => {
    expect(bodyOf({ messages: used }).toolConfig).toEqual({ tools: [spec('f')] })
  })

  it('is strict with models that can be', () => {
    const tools = [tool('f', { strict: true })]
    const closed = { json: { type: 'object', properties: {}, additionalProperties: false } }
    expect(bodyOf({ tools }).toolConfig.tools).toEqual([spec('f', { inputSchema: closed, strict: true })])
    expect(bodyOf({ tools }, gptOss).toolConfig.tools).toEqual([spec('f', { strict: true })])
    expect(bodyOf({ tools }, nova).toolConfig.tools).toEqual([spec('f')])
  })

  it('does not hold Claude to what it cannot be held to', () => {
    const map = { type: 'object', additionalProperties: { type: 'string' } }
    const tools = [tool('f', { strict: true, parameters: map })]
    expect(bodyOf({ tools }).toolConfig.tools).toEqual([spec('f', { inputSchema: { json: map } })])
  })

  it('forces no tool on Claude while it thinks', () => {
    const asked = { tools: [tool('f')], tool_choice: 'required', reasoning_effort: 'low' }
    const refusal = expect.objectContaining({ code: 'unsupported_parameter', param: 'reasoning_effort' })
    expect(() => bodyOf(asked)).toThrow(refusal)
    const { toolConfig, additionalModelRequestFields } = bodyOf({ ...asked, reasoning_effort: 'none' }, newest)
    expect([toolConfig.toolChoice, additionalModelRequestFields]).toEqual([
      { any: {} },
      { thinking: { type: 'disabled' } },
    ])
  })

  it('keeps breakpoints of the cache for those who take them there', () => {
    const tools = [{ ...tool('f'), cache_control: { type: 'ephemeral', ttl: '1h' } }]
    expect(bodyOf({ tools }).toolConfig.tools).toEqual([spec('f'), { cachePoint: { type: 'default', ttl: '1h' } }])
    expect(bodyOf({ tools }, nova).toolConfig.tools).toEqual([spec('f')])
  })

  it('asks Claude for one call at a time in its own words, and refuses to ask others', () => {
    const request = { tools: [tool('f')], parallel_tool_calls: false }
    const words = (more: object) => bodyOf({ ...request, ...more }).additionalModelRequestFields.tool_choice
    expect(words({})).toEqual({ type: 'auto', disable_parallel_tool_use: true })
    expect(words({ tool_choice: 'required' })).toEqual({ type: 'any', disable_parallel_tool_use: true })
    expect(words({ tool_choice: { type: 'function', function: { name: 'f' } } })).toEqual({
      ...{ type: 'tool', name: 'f', disable_parallel_tool_use: true },
    })
    expect(() => bodyOf(request, nova)).toThrow(expect.objectContaining({ param: 'parallel_tool_calls' }))
    expect(() => bodyOf({ ...request, parallel_tool_calls: true }, nova)).not.toThrow()
  })

  it('refuses tools that are not functions', () => {
    expect(() => bodyOf({ tools: [tool('f'), { type: 'web_search' }] })).toThrow(
      expect.objectContaining({ code: 'unsupported_parameter', param: 'tools[1]' }),
    )
  })
})
