import type { Deployment, JsonObject } from '@turnout/core'
import { describe, expect, it } from 'vitest'
import { assemble } from '../test-support/assemble.test.ts'
import { chatCall, eventStream, exchangeOf, hear, json, wholeOf } from '../test-support/provider-call.test.ts'
import { anthropic } from './anthropic.ts'
import { chatBody } from './request.ts'

const schema = { type: 'object', properties: { age: { type: 'integer' } }, required: ['age'] }
const person = (given: JsonObject = schema) => ({
  response_format: { type: 'json_schema', json_schema: { name: 'person', schema: given } },
})
const weather = { type: 'function', function: { name: 'weather' } }
const deployment = (model: string): Partial<Deployment> => ({ provider: 'anthropic', model })
const bodyOf = (model: string, request: object) =>
  JSON.parse(chatBody(chatCall(request, { deployment: deployment(model) })))

describe('a format that is asked of Claude', () => {
  it('is held to by newer models themselves', () => {
    const body = bodyOf('claude-haiku-4-5', person())
    const closed = { ...schema, additionalProperties: false }
    expect(body.output_config).toEqual({ format: { type: 'json_schema', schema: closed } })
    expect(body).not.toHaveProperty('tools')
  })

  it('is a tool that must be called for older ones, and for schemas that newer ones cannot be held to', () => {
    const forced = { type: 'tool', name: 'json_tool_call', disable_parallel_tool_use: true }
    expect(bodyOf('claude-sonnet-4', person())).toMatchObject({
      tools: [{ name: 'json_tool_call', input_schema: schema }],
      tool_choice: forced,
    })
    const open = { type: 'object', additionalProperties: { type: 'string' } }
    expect(bodyOf('claude-haiku-4-5', person(open))).toMatchObject({
      tools: [{ input_schema: open }],
      tool_choice: forced,
    })
    const any = { response_format: { type: 'json_object' } }
    expect(bodyOf('claude-haiku-4-5', any)).toMatchObject({ tools: [{ name: 'json_tool_call' }], tool_choice: forced })
  })

  it('can be stated of a model that is not known', () => {
    const call = (native: boolean) =>
      chatCall(person(), {
        deployment: { ...deployment('claude-haiku-4-5'), info: { supports_native_structured_output: native } },
      })
    expect(JSON.parse(chatBody(call(false)))).toHaveProperty('tools')
    expect(JSON.parse(chatBody(call(true)))).not.toHaveProperty('tools')
  })

  it("leaves the caller's tools a chance", () => {
    const asked = { ...person(), tools: [weather] }
    expect(bodyOf('claude-sonnet-4', asked)).toMatchObject({
      tools: [{ name: 'weather' }, { name: 'json_tool_call' }],
      tool_choice: { type: 'any' },
    })
    expect(bodyOf('claude-sonnet-4', { ...asked, tool_choice: 'none' }).tool_choice).toMatchObject({ type: 'tool' })
    expect(bodyOf('claude-sonnet-4', { ...asked, tool_choice: 'required' }).tools).toHaveLength(1)
  })

  it('is asked for and not forced where the model thinks', () => {
    const body = bodyOf('claude-sonnet-4', { ...person(), reasoning_effort: 'low' })
    expect(body).toMatchObject({ thinking: { type: 'enabled' }, tool_choice: { type: 'auto' } })
  })

  it('is refused where its root is not an object', () => {
    expect(() => bodyOf('claude-sonnet-4', person({ type: 'array' }))).toThrow(
      expect.objectContaining({ code: 'unsupported_parameter', param: 'response_format' }),
    )
  })
})

const call = (name: string, input: JsonObject) => ({ type: 'tool_use', id: `toolu_${name}`, name, input })
const text = (words: string) => ({ type: 'text', text: words })

const plain = (content: readonly object[], stop_reason = 'tool_use') =>
  JSON.stringify({ id: 'm', model: 'c', content, stop_reason, usage: { input_tokens: 1, output_tokens: 1 } })

/** The same as a stream. */
const streamed = (content: readonly (JsonObject & { readonly type: string })[], stop_reason = 'tool_use') =>
  [
    { type: 'message_start', message: { id: 'm', model: 'c', usage: { input_tokens: 1, output_tokens: 1 } } },
    ...content.flatMap((block, index) => [
      { type: 'content_block_start', index, content_block: { ...block, text: '', input: {} } },
      ...[...pieces(block)].map((delta) => ({ type: 'content_block_delta', index, delta })),
      { type: 'content_block_stop', index },
    ]),
    { type: 'message_delta', delta: { stop_reason }, usage: { output_tokens: 1 } },
    { type: 'message_stop' },
  ]
    .map((event) => `data: ${JSON.stringify(event)}\n\n`)
    .join('')

function* pieces({ type, text: words, input }: JsonObject) {
  if (type === 'text') yield { type: 'text_delta', text: words }
  else if (Object.keys(input ?? {}).length > 0)
    for (const piece of JSON.stringify(input).match(/.{1,4}/g) ?? [])
      yield { type: 'input_json_delta', partial_json: piece }
}

describe('the answer in a format', () => {
  const asked = { ...person(), tools: [weather], stream_options: { include_usage: true } }
  async function answers(model: string, content: readonly (JsonObject & { readonly type: string })[], reason?: string) {
    const given = { deployment: deployment(model) }
    const whole = exchangeOf(anthropic(), chatCall(asked, given), json(plain(content, reason)))
    const stream = exchangeOf(
      anthropic(),
      chatCall(asked, { ...given, stream: true }),
      eventStream(streamed(content, reason)),
    )
    const result = (await wholeOf((await whole.exchange).batches)).result()
    const { chunks } = await hear((await stream.exchange).batches)
    expect(assemble(chunks as Parameters<typeof assemble>[0])).toEqual(result)
    return result.choices[0]
  }
  const way = (structured_output: string) => ({ provider_specific_fields: { structured_output } })

  it.each<readonly [what: string, content: readonly (JsonObject & { readonly type: string })[], expected: object]>([
    ['the call', [call('json_tool_call', { age: 7 })], { content: '{"age":7}' }],
    [
      'the call and not the words before it',
      [text('Here:'), call('json_tool_call', { age: 7 })],
      { content: '{"age":7}' },
    ],
    ['the call, though it is empty', [call('json_tool_call', {})], { content: '{}' }],
    ['the words, where no call came', [text('{"age":'), text('7}')], { content: '{"age":7}' }],
  ])('is %s', async (_what, content, expected) => {
    const choice = await answers('claude-sonnet-4', content)
    expect(choice).toMatchObject({ finish_reason: 'stop', message: { ...expected, ...way('tool') } })
    expect(choice?.message).not.toHaveProperty('tool_calls')
  })

  it("may be a call of the caller's tools", async () => {
    expect(await answers('claude-sonnet-4', [call('weather', {})])).toMatchObject({
      finish_reason: 'tool_calls',
      message: { content: null, tool_calls: [{ function: { name: 'weather', arguments: '{}' } }], ...way('tool') },
    })
  })

  it('says when the model itself held to it', async () => {
    expect(await answers('claude-haiku-4-5', [text('{"age":7}')], 'end_turn')).toMatchObject({
      message: { content: '{"age":7}', ...way('native') },
    })
  })
})
