import type { JsonObject } from '@turnout/core'
import { describe, expect, it } from 'vitest'
import { chatCall, exchangeOf, failureOf } from '../test-support/provider-call.test.ts'
import { cohere } from './cohere.ts'
import { chatBody } from './request.ts'

const bodyOf = (request: object, stream = false, defaults: JsonObject = {}) =>
  JSON.parse(chatBody(chatCall(request, { stream, deployment: { model: 'command-x', defaults } })))
const tool = (name: string, more: object = {}) => ({ type: 'function', function: { name, ...more } })
const shown = (name: string) => ({
  ...{ type: 'function', function: { name, parameters: { type: 'object', properties: {} } } },
})
const minimal = ['model', 'messages', 'stream']

describe('chatBody', () => {
  it('sends a plain question', () => {
    const messages = [{ role: 'user', content: 'Hi' }]
    expect(bodyOf({})).toEqual({ model: 'command-x', messages, stream: false })
    expect(bodyOf({}, true).stream).toBe(true)
  })

  it('puts the parameters in its own words', () => {
    const request = { max_completion_tokens: 9, temperature: 0.5, top_p: 0.9, top_k: 3, stop: 'x', seed: 7 }
    expect(bodyOf({ ...request, presence_penalty: 0.1, frequency_penalty: 0.2, logprobs: true })).toMatchObject({
      ...{ max_tokens: 9, temperature: 0.5, p: 0.9, k: 3, stop_sequences: ['x'], seed: 7 },
      ...{ presence_penalty: 0.1, frequency_penalty: 0.2, logprobs: true },
    })
  })

  it.each([
    [1, 0.99],
    [0, 0.01],
    [0.5, 0.5],
  ])('says p within its bounds for top_p %d', (top_p, p) => {
    expect(bodyOf({ top_p }).p).toBe(p)
  })

  it('says nothing of what the caller left open, or what asks for nothing', () => {
    const open = { temperature: null, stop: [], n: 1, tools: null, logprobs: false, top_logprobs: 0, logit_bias: {} }
    expect(Object.keys(bodyOf({ ...open, response_format: { type: 'text' }, user: 'u' }))).toEqual(minimal)
    expect(Object.keys(bodyOf({ parallel_tool_calls: true, modalities: ['text'] }))).toEqual(minimal)
  })

  it("puts the deployment's defaults under what the caller said, and Cohere's own parameters through", () => {
    const documents = [{ id: 'd', data: { text: 'x' } }]
    expect(bodyOf({ documents, temperature: 0 }, false, { safety_mode: 'OFF', temperature: 1 })).toMatchObject({
      ...{ documents, safety_mode: 'OFF', temperature: 0 },
    })
  })

  it.each([
    [{ type: 'json_object' }, { type: 'json_object' }],
    [
      { type: 'json_schema', json_schema: { name: 'n', schema: { type: 'object', properties: {} } } },
      { type: 'json_object', schema: { type: 'object', properties: {} } },
    ],
  ])('asks for the format %j', (response_format, format) => {
    expect(bodyOf({ response_format }).response_format).toEqual(format)
  })

  it.each([
    [{ reasoning_effort: 'none' }, { type: 'disabled' }],
    [{ reasoning_effort: 'low' }, { type: 'enabled', token_budget: 1024 }],
    [{ thinking: { type: 'enabled', budget_tokens: 300 } }, { type: 'enabled', token_budget: 300 }],
    [{ thinking: { type: 'enabled' } }, { type: 'enabled' }],
    [{ thinking: { type: 'adaptive' } }, { type: 'enabled' }],
    [{ thinking: { type: 'disabled' } }, { type: 'disabled' }],
  ])('thinks as %j says', (request, thinking) => {
    expect(bodyOf(request).thinking).toEqual(thinking)
  })
})

describe('tools', () => {
  const tools = [tool('a', { description: 'd' }), tool('b')]

  it('go out as they are, with a schema each', () => {
    const { tools: sent, tool_choice, strict_tools } = bodyOf({ tools, tool_choice: 'auto' })
    const [a] = [{ ...shown('a'), function: { ...shown('a').function, description: 'd' } }]
    expect([sent, tool_choice, strict_tools]).toEqual([[a, shown('b')], undefined, undefined])
  })

  it.each([
    ['none', 'NONE', 2],
    ['required', 'REQUIRED', 2],
    [{ type: 'function', function: { name: 'b' } }, 'REQUIRED', 1],
  ])('with the choice %j', (tool_choice, said, count) => {
    const body = bodyOf({ tools, tool_choice })
    expect([body.tool_choice, body.tools.length]).toEqual([said, count])
  })

  it('are strict where all of them are', () => {
    const strict = (...flags: boolean[]) => bodyOf({ tools: flags.map((flag, i) => tool(`t${i}`, { strict: flag })) })
    expect(strict(true, true).strict_tools).toBe(true)
    expect(strict(true, false)).not.toHaveProperty('strict_tools')
  })
})

describe('messages', () => {
  const messagesOf = (...messages: readonly object[]) => bodyOf({ messages }).messages
  const user = { role: 'user', content: 'Hi' }
  const call = (id: string, args: string) => ({ id, type: 'function', function: { name: 'f', arguments: args } })

  it('begin with what the system says', () => {
    const developer = { role: 'developer', content: 'b' }
    expect(messagesOf(user, { role: 'system', content: 'a' })).toEqual([{ role: 'system', content: 'a' }, user])
    expect(messagesOf({ role: 'system', content: 'a' }, developer, user)[0].content).toEqual([
      ...[
        { type: 'text', text: 'a' },
        { type: 'text', text: 'b' },
      ],
    ])
  })

  it('hold images, by address and inline', () => {
    const image = (url: string, detail?: string) => ({
      type: 'image_url',
      image_url: { url, ...(detail && { detail }) },
    })
    const content = [{ type: 'text', text: 'a' }, image('https://x/y.png', 'high'), image('data:image/png;base64,AA==')]
    expect(messagesOf({ role: 'user', content })).toEqual([{ role: 'user', content }])
  })

  it('keep parallel calls, their ids and results, and the plan before them', () => {
    const calls = [call('c1', '{"a":1}'), call('c2', '')]
    const asked = { role: 'assistant', content: null, reasoning_content: 'I will look.', tool_calls: calls }
    const result = (id: string) => ({ role: 'tool', tool_call_id: id, content: `r ${id}` })
    expect(messagesOf(user, asked, result('c1'), result('c2'), { role: 'user', content: 'and?' })).toEqual([
      user,
      { role: 'assistant', tool_plan: 'I will look.', tool_calls: [call('c1', '{"a":1}'), call('c2', '{}')] },
      result('c1'),
      result('c2'),
      { role: 'user', content: 'and?' },
    ])
  })

  it("leave out reasoning without calls, and a thought's signature of others", () => {
    const thinking_blocks = [{ type: 'thinking', thinking: 'hm', signature: 's', origin: 'anthropic' }]
    const said = { role: 'assistant', content: 'x', reasoning_content: 'hm', thinking_blocks }
    expect(messagesOf(user, said)).toEqual([user, { role: 'assistant', content: 'x' }])
    expect(messagesOf(user, { ...said, content: '' })).toEqual([user])
  })
})

describe('cohere refuses, before any request is sent,', () => {
  const refusalOf = async (request: object) => {
    const { transport, exchange } = exchangeOf(cohere(), chatCall(request), {})
    const failure = await failureOf(exchange)
    expect(transport.seen).toEqual([])
    return failure
  }

  it.each<readonly [param: string, request: object]>([
    ['n', { n: 2 }],
    ['logit_bias', { logit_bias: { 1: 1 } }],
    ['top_logprobs', { logprobs: true, top_logprobs: 2 }],
    ['prediction', { prediction: { type: 'content', content: 'x' } }],
    ['web_search_options', { web_search_options: { user_location: {} } }],
    ['modalities', { modalities: ['text', 'audio'] }],
    ['parallel_tool_calls', { parallel_tool_calls: false }],
    ['tools[0]', { tools: [{ type: 'web_search' }] }],
    ['tool_choice', { tools: [tool('a')], tool_choice: { type: 'function', function: { name: 'b' } } }],
    [
      'messages[0].content[0]',
      { messages: [{ role: 'user', content: [{ type: 'input_audio', input_audio: { data: '', format: 'wav' } }] }] },
    ],
    [
      'messages[0].content[1]',
      {
        messages: [
          {
            role: 'user',
            content: [
              { type: 'text', text: 'a' },
              { type: 'file', file: { file_data: 'AA==', filename: 'a.pdf' } },
            ],
          },
        ],
      },
    ],
  ])('%s, by its name', async (param, request) => {
    expect(await refusalOf(request)).toMatchObject({ kind: 'bad-request', code: 'unsupported_parameter', param })
  })
})
