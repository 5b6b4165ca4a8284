import type { ChatRequest } from '@turnout/core'
import { describe, expect, it } from 'vitest'
import { chatCall } from '../test-support/provider-call.test.ts'
import { askedOf, samplingOf } from './asked.ts'
import { reasoningOf, thinkingBudget } from './reasoning.ts'
import { responseFormatOf } from './response-format.ts'
import { toolsOf } from './tools.ts'

const asked = (request: object): ChatRequest => ({ model: 'm', messages: [], ...request })
const refused = (param: string) => expect.objectContaining({ kind: 'bad-request', param })

it("puts the deployment's defaults under what the caller said", () => {
  const call = chatCall({ temperature: 0 }, { deployment: { defaults: { temperature: 1, top_p: 1 } } })
  expect(askedOf(call)).toMatchObject({ temperature: 0, top_p: 1 })
})

describe('samplingOf', () => {
  it('reads each in its place', () => {
    const request = { max_tokens: 9, temperature: 0, top_p: 1, top_k: 4, stop: 'x', seed: 7 }
    expect(samplingOf(asked({ ...request, presence_penalty: -1, frequency_penalty: 2 }))).toEqual({
      ...{ maxTokens: 9, temperature: 0, topP: 1, topK: 4, stop: ['x'], seed: 7 },
      ...{ presencePenalty: -1, frequencyPenalty: 2 },
    })
  })

  it('prefers the newer limit, and takes null, and an empty stop, for nothing', () => {
    expect(samplingOf(asked({ max_completion_tokens: 1, max_tokens: 2 })).maxTokens).toBe(1)
    const open = samplingOf(asked({ max_tokens: null, temperature: null, stop: [''] }))
    expect(Object.values(open).filter((value) => value !== undefined)).toEqual([])
  })

  it.each([
    ['max_tokens', 'many'],
    ['max_completion_tokens', 0],
    ['temperature', '1'],
    ['stop', 7],
  ])('refuses %s: %j', (param, value) => {
    expect(() => samplingOf(asked({ [param]: value }))).toThrow(refused(param))
  })
})

describe('toolsOf', () => {
  const tool = (called: object, rest: object = {}) => ({
    type: 'function',
    function: { name: 'f', ...called },
    ...rest,
  })
  const schema = { type: 'object', properties: { a: { type: 'string' } } }

  it('reads functions and native tools', () => {
    const cache_control = { type: 'ephemeral' }
    const search = { type: 'web_search_20250305', name: 'web_search', max_uses: 2 }
    const described = tool({ description: 'd', parameters: schema, strict: true }, { cache_control })
    const tools = [described, search, tool({}), { googleSearch: {} }]
    expect(toolsOf(asked({ tools, tool_choice: 'auto', parallel_tool_calls: false }))).toEqual({
      functions: [
        { name: 'f', description: 'd', schema, strict: true, cacheControl: cache_control, at: 'tools[0]' },
        { name: 'f', schema: { type: 'object', properties: {} }, at: 'tools[2]' },
      ],
      native: [
        { type: 'web_search_20250305', tool: search, at: 'tools[1]' },
        { type: 'googleSearch', tool: { googleSearch: {} }, at: 'tools[3]' },
      ],
      choice: 'auto',
      parallel: false,
    })
  })

  it('reads the legacy functions', () => {
    const { functions, choice } = toolsOf(asked({ functions: [{ name: 'g' }], function_call: { name: 'g' } }))
    expect(functions).toMatchObject([{ name: 'g', at: 'functions[0]' }])
    expect(choice).toEqual({ name: 'g' })
  })

  it.each([
    [undefined, undefined],
    [null, undefined],
    ['none', 'none'],
    ['required', 'required'],
    ['any', 'required'],
    [{ type: 'function', function: { name: 'f' } }, { name: 'f' }],
  ])('reads the choice %j', (tool_choice, choice) => {
    expect(toolsOf(asked({ tool_choice })).choice).toEqual(choice)
  })

  it.each([
    ['tools', { tools: {} }],
    ['tools[0].type', { tools: [{}] }],
    ['tools[0].function.name', { tools: [tool({ name: undefined })] }],
    ['tools[1].function.parameters', { tools: [tool({}), tool({ parameters: 'x' })] }],
    ['tool_choice', { tool_choice: 'perhaps' }],
    ['parallel_tool_calls', { parallel_tool_calls: 'no' }],
  ])('refuses %s', (param, request) => {
    expect(() => toolsOf(asked(request))).toThrow(refused(param))
  })
})

describe('responseFormatOf', () => {
  const schema = { type: 'object' }

  it.each([
    [undefined, { kind: 'text' }],
    [{ type: 'text' }, { kind: 'text' }],
    [{ type: 'json_object' }, { kind: 'json' }],
    [
      { type: 'json_object', response_schema: schema },
      { kind: 'schema', name: 'response', schema },
    ],
    [
      { type: 'json_schema', json_schema: { name: 'n', schema, strict: true } },
      { kind: 'schema', name: 'n', schema, strict: true },
    ],
  ])('reads %j', (response_format, format) => {
    expect(responseFormatOf(asked({ response_format }))).toEqual(format)
  })

  it('refuses what it does not know', () => {
    const request = asked({ response_format: { type: 'xml' } })
    expect(() => responseFormatOf(request)).toThrow(refused('response_format.type'))
  })
})

describe('reasoningOf', () => {
  it.each([
    [{}, undefined],
    [{ reasoning_effort: null }, undefined],
    [{ reasoning_effort: 'none' }, { mode: 'off' }],
    [{ reasoning_effort: 'low' }, { mode: 'on', effort: 'low' }],
    [{ reasoning_effort: { effort: 'high', summary: 'auto' } }, { mode: 'on', effort: 'high' }],
    [
      { thinking: { type: 'enabled', budget_tokens: 5 }, reasoning_effort: 'low' },
      { mode: 'on', effort: 'low', budgetTokens: 5 },
    ],
    [
      { thinking: { type: 'adaptive' }, reasoning_effort: 'max' },
      { mode: 'adaptive', effort: 'max' },
    ],
    [{ thinking: { type: 'disabled' }, reasoning_effort: 'low' }, { mode: 'off' }],
  ])('reads %j', (request, reasoning) => {
    expect(reasoningOf(asked(request))).toEqual(reasoning)
  })

  it.each([
    ['reasoning_effort', { reasoning_effort: 'huge' }],
    ['thinking.budget_tokens', { thinking: { type: 'enabled', budget_tokens: 'all' } }],
  ])('refuses %s', (param, request) => {
    expect(() => reasoningOf(asked(request))).toThrow(refused(param))
  })

  it('knows the tokens of an effort, which a stated budget overrules', () => {
    const on = { mode: 'on', effort: undefined, budgetTokens: undefined } as const
    expect(thinkingBudget({ ...on, effort: 'low' })).toBe(1024)
    expect(thinkingBudget(on)).toBe(2048)
    expect(thinkingBudget({ ...on, effort: 'low', budgetTokens: 0 })).toBe(0)
  })
})
