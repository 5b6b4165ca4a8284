import type { JsonObject } from '@turnout/core'
import { describe, expect, it } from 'vitest'
import { bearerDeployment } from '../test-support/bedrock-recordings.test.ts'
import { chatCall, exchangeOf, failureOf } from '../test-support/provider-call.test.ts'
import { bedrock } from './bedrock.ts'
import { chatBody } from './request.ts'

const claude = 'us.anthropic.claude-haiku-4-5-20251001-v1:0'
const nova = 'us.amazon.nova-2-lite-v1:0'

const bodyOf = (request: object, model = claude, defaults: JsonObject = {}) =>
  JSON.parse(chatBody(chatCall(request, { deployment: { ...bearerDeployment, model, defaults } })))

const hi = { role: 'user', content: [{ text: 'Hi' }] }

describe('chatBody', () => {
  it('sends a plain question, and nothing that was left open', () => {
    const open = { temperature: null, stop: null, tools: null, response_format: null, n: 1, logprobs: false }
    expect(bodyOf({})).toEqual({ messages: [hi] })
    expect(bodyOf(open)).toEqual(bodyOf({}))
  })

  it('puts the parameters in its own words', () => {
    const request = { max_completion_tokens: 7, max_tokens: 9, temperature: 1.5, top_p: 0.9, stop: 'x' }
    const all = { maxTokens: 7, temperature: 1, topP: 0.9, stopSequences: ['x'] }
    expect(bodyOf(request, nova).inferenceConfig).toEqual(all)
  })

  it('leaves out stops of white space, which Claude refuses', () => {
    expect(bodyOf({ stop: ['\n', 'x'] }).inferenceConfig).toEqual({ stopSequences: ['x'] })
    expect(bodyOf({ stop: '\n' })).not.toHaveProperty('inferenceConfig')
    expect(bodyOf({ stop: '\n' }, nova).inferenceConfig).toEqual({ stopSequences: ['\n'] })
  })

  it("puts the deployment's defaults under what the caller said", () => {
    expect(bodyOf({ temperature: 0 }, claude, { temperature: 1, max_tokens: 5 }).inferenceConfig).toEqual({
      ...{ temperature: 0, maxTokens: 5 },
    })
  })

  it('gives models what Converse does not know', () => {
    expect(bodyOf({ top_k: 5 }).additionalModelRequestFields).toEqual({ top_k: 5 })
    expect(bodyOf({ top_k: 5 }, nova).additionalModelRequestFields).toEqual({ inferenceConfig: { topK: 5 } })
    const own = { additionalModelRequestFields: { top_k: 9, x: true }, top_k: 5, anthropic_beta: 'a' }
    expect(bodyOf(own).additionalModelRequestFields).toEqual({ top_k: 9, x: true, anthropic_beta: ['a'] })
  })

  it.each<readonly [param: string, value: unknown]>([
    ['seed', 7],
    ['n', 2],
    ['logprobs', true],
    ['top_logprobs', 2],
    ['logit_bias', { 1: 1 }],
    ['frequency_penalty', 0.5],
    ['presence_penalty', -1],
    ['prediction', { type: 'content', content: 'x' }],
    ['audio', { voice: 'x' }],
    ['modalities', ['text', 'audio']],
    ['web_search_options', { search_context_size: 'low' }],
  ])('refuses the parameter %s by its name, before any request is sent', async (param, value) => {
    const { transport, exchange } = exchangeOf(
      bedrock(),
      chatCall({ [param]: value }, { deployment: bearerDeployment }),
      {},
    )
    expect(await failureOf(exchange)).toMatchObject({ kind: 'bad-request', code: 'unsupported_parameter', param })
    expect(transport.seen).toEqual([])
  })

  it('samples as Claude can', () => {
    const refusal = (param: string) => expect.objectContaining({ code: 'unsupported_parameter', param })
    expect(bodyOf({ temperature: 1, top_p: 0.9 }).inferenceConfig).toEqual({ topP: 0.9 })
    expect(() => bodyOf({ temperature: 0.5, top_p: 0.9 })).toThrow(refusal('top_p'))
    expect(() => bodyOf({ temperature: 0.5, reasoning_effort: 'low' })).toThrow(refusal('temperature'))
    expect(() => bodyOf({ temperature: 0.5 }, 'anthropic.claude-opus-4-7')).toThrow(refusal('temperature'))
  })

  it('samples as the caller insists', () => {
    const deployment = { ...bearerDeployment, model: 'anthropic.claude-opus-4-7' }
    const call = {
      ...chatCall({ temperature: 0.5, top_k: 3 }, { deployment }),
      allowedParams: ['temperature', 'top_k'],
    }
    expect(JSON.parse(chatBody(call))).toMatchObject({
      ...{ inferenceConfig: { temperature: 0.5 }, additionalModelRequestFields: { top_k: 3 } },
    })
  })

  it('gives the model what is allowed all the same', () => {
    const deployment = { ...bearerDeployment, model: claude }
    const call = { ...chatCall({ seed: 7, n: 1 }, { deployment }), allowedParams: ['seed'] }
    expect(JSON.parse(chatBody(call)).additionalModelRequestFields).toEqual({ seed: 7 })
  })

  it.each<readonly [param: string, value: unknown]>([
    ['logit_bias', {}],
    ['modalities', ['text']],
    ['frequency_penalty', 0],
  ])('does not mind %s where it asks for nothing', (param, value) => {
    expect(bodyOf({ [param]: value })).toEqual(bodyOf({}))
  })
})

describe('a schema for the answer', () => {
  const schema = { type: 'object', properties: { a: { type: 'string' } }, required: ['a'], additionalProperties: false }
  const request = { response_format: { type: 'json_schema', json_schema: { name: 'n', description: 'd', schema } } }
  const json = {
    type: 'json_schema',
    structure: { jsonSchema: { schema: JSON.stringify(schema), name: 'n', description: 'd' } },
  }
  const old = 'anthropic.claude-3-7-sonnet-x'

  it('is given to models that know schemas', () => {
    expect(bodyOf(request)).toMatchObject({ outputConfig: { textFormat: json } })
    expect(bodyOf(request)).not.toHaveProperty('toolConfig')
  })

  it('is a tool to others, which they must call', () => {
    const answer = { toolSpec: { name: 'json_tool_call', description: 'd', inputSchema: { json: schema } } }
    expect(bodyOf(request, old)).toMatchObject({
      toolConfig: { tools: [answer], toolChoice: { tool: { name: 'json_tool_call' } } },
    })
    const tools = [{ type: 'function', function: { name: 'f' } }]
    expect(bodyOf({ ...request, tools }, old).toolConfig).toMatchObject({
      ...{ tools: [{ toolSpec: { name: 'f' } }, answer], toolChoice: { any: {} } },
    })
    expect(bodyOf({ ...request, tools, tool_choice: 'none' }, old).toolConfig.tools).toEqual([answer])
  })

  it('is closed for Claude, and a tool where it cannot be', () => {
    const asked = (given: object) => ({
      response_format: { type: 'json_schema', json_schema: { name: 'n', schema: given } },
    })
    const { additionalProperties, ...open } = schema
    expect(bodyOf(asked(open)).outputConfig.textFormat.structure.jsonSchema.schema).toBe(JSON.stringify(schema))
    const map = { type: 'object', additionalProperties: { type: 'string' } }
    expect(bodyOf(asked(map))).toMatchObject({ toolConfig: { toolChoice: { tool: { name: 'json_tool_call' } } } })
  })

  it('waits where the model must call a tool of the caller’s', () => {
    const tools = [{ type: 'function', function: { name: 'f' } }]
    expect(bodyOf({ ...request, tools, tool_choice: 'required' }, old).toolConfig).toMatchObject({
      ...{ tools: [{ toolSpec: { name: 'f' } }], toolChoice: { any: {} } },
    })
  })

  it('is left to a model that thinks', () => {
    const asked = { ...request, reasoning_effort: 'low' }
    expect(bodyOf(asked, old).toolConfig).toMatchObject({ toolChoice: { auto: {} } })
  })

  const open = { type: 'object', properties: {}, additionalProperties: true }

  it.each([claude, old, nova])('is open where JSON of any kind is asked of %s', (model) => {
    expect(bodyOf({ response_format: { type: 'json_object' } }, model).toolConfig).toMatchObject({
      tools: [{ toolSpec: { name: 'json_tool_call', inputSchema: { json: open } } }],
      toolChoice: { tool: { name: 'json_tool_call' } },
    })
  })

  it.each([
    [request, 'meta.llama3-1-70b-instruct-v1:0'],
    [{ response_format: { type: 'json_object' } }, 'meta.llama3-1-70b-instruct-v1:0'],
    [{ response_format: { type: 'json_object' } }, 'openai.gpt-oss-20b-1:0'],
  ])('is refused where the model can be held to none: %j, %s', (asked, model) => {
    expect(() => bodyOf(asked, model)).toThrow(
      expect.objectContaining({ code: 'unsupported_parameter', param: 'response_format' }),
    )
  })
})
