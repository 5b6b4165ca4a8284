import type { JsonObject } from '@turnout/core'
import { describe, expect, it } from 'vitest'
import { chatCall, exchangeOf, failureOf } from '../test-support/provider-call.test.ts'
import { ollama } from './ollama.ts'
import { chatBody } from './request.ts'

const bodyOf = (request: object, stream = false, defaults: JsonObject = {}) =>
  JSON.parse(chatBody(chatCall(request, { stream, deployment: { model: 'llama', defaults } })))
const tools = [{ type: 'function', function: { name: 'f' } }]

describe('chatBody', () => {
  it('sends a plain question, whose prompt must not be cut', () => {
    const messages = [{ role: 'user', content: 'Hi' }]
    const body = { model: 'llama', messages, options: {}, truncate: false, shift: false, stream: false }
    expect(bodyOf({})).toEqual(body)
    expect(bodyOf({}, true)).toEqual({ ...body, stream: true })
  })

  it('lets it be cut where the deployment says so', () => {
    expect(bodyOf({}, false, { truncate: true, shift: true })).toMatchObject({ truncate: true, shift: true })
  })

  it("takes Ollama's own options from the deployment and the request", () => {
    expect(bodyOf({ mirostat: 2 }, false, { num_ctx: 8192, mirostat: 1, repeat_penalty: 1.1 }).options).toEqual({
      ...{ num_ctx: 8192, mirostat: 2, repeat_penalty: 1.1 },
    })
  })

  it.each([
    [{ type: 'json_object' }, 'json'],
    [{ type: 'json_schema', json_schema: { schema: { type: 'object' } } }, { type: 'object' }],
    [{ type: 'text' }, undefined],
  ])('asks for the format %j', (response_format, format) => {
    expect(bodyOf({ response_format }).format).toEqual(format)
  })

  it.each([
    [{}, undefined],
    [{ reasoning_effort: 'none' }, false],
    [{ reasoning_effort: 'minimal' }, 'low'],
    [{ reasoning_effort: 'high' }, 'high'],
    [{ reasoning_effort: 'max' }, 'max'],
    [{ thinking: { type: 'enabled', budget_tokens: 9 } }, true],
    [{ thinking: { type: 'disabled' } }, false],
    [{ think: false, reasoning_effort: 'high' }, false],
    [{ think: 'low' }, 'low'],
  ])('thinks as %j says', (request, think) => {
    expect(bodyOf(request).think).toBe(think)
  })

  it('shows no tools where none may be called', () => {
    expect(bodyOf({ tools, tool_choice: 'none' })).not.toHaveProperty('tools')
    expect(bodyOf({ tools, tool_choice: 'auto' }).tools).toHaveLength(1)
  })

  it('puts several texts under each other, and images beside them', () => {
    const image = { type: 'image_url', image_url: { url: 'data:image/jpeg;base64,AAAA' } }
    const content = [{ type: 'text', text: 'a' }, image, { type: 'text', text: 'b' }, image]
    expect(bodyOf({ messages: [{ role: 'user', content }] }).messages).toEqual([
      { role: 'user', content: 'a\n\nb', images: ['AAAA', 'AAAA'] },
    ])
  })
})

describe('ollama refuses, before any request is sent,', () => {
  const part = (part: object) => ({ messages: [{ role: 'user', content: [part] }] })

  it.each<readonly [param: string, request: object]>([
    ['n', { n: 2 }],
    ['logit_bias', { logit_bias: { 1: 1 } }],
    ['prediction', { prediction: { type: 'content', content: 'x' } }],
    ['parallel_tool_calls', { parallel_tool_calls: false }],
    ['tool_choice', { tools, tool_choice: 'required' }],
    ['tool_choice', { tools, tool_choice: { type: 'function', function: { name: 'f' } } }],
    ['tools[0]', { tools: [{ type: 'web_search' }] }],
    ['messages[0].content[0]', part({ type: 'image_url', image_url: { url: 'https://x/y.png' } })],
    ['messages[0].content[0]', part({ type: 'file', file: { file_data: 'AA==', filename: 'a.pdf' } })],
    ['messages[0].content[0]', part({ type: 'input_audio', input_audio: { data: 'AA==', format: 'wav' } })],
  ])('%s, by its name', async (param, request) => {
    const { transport, exchange } = exchangeOf(ollama(), chatCall(request), {})
    expect(await failureOf(exchange)).toMatchObject({ kind: 'bad-request', code: 'unsupported_parameter', param })
    expect(transport.seen).toEqual([])
  })
})
