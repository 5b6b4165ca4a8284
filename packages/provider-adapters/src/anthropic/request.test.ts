import type { JsonObject } from '@turnout/core'
import { describe, expect, it } from 'vitest'
import { chatCall, exchangeOf, failureOf } from '../test-support/provider-call.test.ts'
import { anthropic } from './anthropic.ts'
import { chatBody } from './request.ts'

const bodyOf = (request: object, stream = false, defaults: JsonObject = {}) =>
  JSON.parse(chatBody(chatCall(request, { stream, deployment: { model: 'claude-x', defaults } })))

describe('chatBody', () => {
  it('sends a plain question', () => {
    expect(bodyOf({})).toEqual({ model: 'claude-x', max_tokens: 4096, messages: [{ role: 'user', content: 'Hi' }] })
  })

  it('joins what the system and the developer say', () => {
    const messages = [
      { role: 'system', content: 'Be kind.' },
      { role: 'user', content: 'Hi' },
      { role: 'developer', content: [{ type: 'text', text: 'Be brief.' }] },
    ]
    expect(bodyOf({ messages })).toMatchObject({
      system: [
        { type: 'text', text: 'Be kind.' },
        { type: 'text', text: 'Be brief.' },
      ],
      messages: [{ role: 'user', content: 'Hi' }],
    })
  })

  it('makes one turn of neighbours of one role', () => {
    const messages = [
      { role: 'user', content: 'a' },
      {
        role: 'user',
        content: [
          { type: 'text', text: 'b' },
          { type: 'text', text: 'c' },
        ],
      },
      { role: 'assistant', content: 'd' },
      { role: 'user', content: 'e' },
    ]
    expect(bodyOf({ messages }).messages).toEqual([
      { role: 'user', content: ['a', 'b', 'c'].map((text) => ({ type: 'text', text })) },
      { role: 'assistant', content: 'd' },
      { role: 'user', content: 'e' },
    ])
  })

  it('puts the parameters in its own words', () => {
    const request = { max_tokens: 9, temperature: 0.5, top_p: 0.9, stop: 'x', user: 'u' }
    expect(bodyOf(request)).toMatchObject({
      ...{ max_tokens: 9, temperature: 0.5, top_p: 0.9, stop_sequences: ['x'], metadata: { user_id: 'u' } },
    })
    expect(bodyOf({ max_completion_tokens: 7, max_tokens: 9, stop: ['x', 'y'] })).toMatchObject({
      ...{ max_tokens: 7, stop_sequences: ['x', 'y'] },
    })
  })

  it('leaves out what Anthropic would refuse without need', () => {
    expect(bodyOf({ stop: ['\n', ' '] })).not.toHaveProperty('stop_sequences')
    expect(bodyOf({ stop: ['\n', 'x'] }).stop_sequences).toEqual(['x'])
    for (const user of ['a@b.example', '+49 221 1234567']) expect(bodyOf({ user })).not.toHaveProperty('metadata')
  })

  it('names the user, whatever the parameter', () => {
    const metadata = { user_id: 'u' }
    expect([{ user: 'u' }, { safety_identifier: 'u' }, { metadata }].map((asked) => bodyOf(asked).metadata)).toEqual([
      ...[metadata, metadata, metadata],
    ])
  })

  it("passes Anthropic's own parameters, and no more of OpenAI's", () => {
    const own = { mcp_servers: [{ name: 'm' }], container: 'c', cache_control: { type: 'ephemeral' } }
    const without = { store: true, prompt_cache_key: 'k', verbosity: 'low', metadata: { a: 'b' } }
    const plain = { model: 'claude-x', max_tokens: 4096, messages: [{ role: 'user', content: 'Hi' }] }
    expect(bodyOf({ ...own, ...without })).toEqual({ ...plain, ...own })
  })

  it('passes what is allowed, whatever is known of it', () => {
    const asked = { seed: 7, logprobs: null, temperature: 0, top_p: 1 }
    const call = chatCall(asked, { deployment: { model: 'claude-opus-5' } })
    const body = JSON.parse(chatBody({ ...call, allowedParams: ['seed', 'temperature', 'tools'] }))
    expect(body).toMatchObject({ seed: 7, temperature: 0 })
    expect(body).not.toHaveProperty('top_p')
    expect(() => chatBody({ ...call, allowedParams: ['seed'] })).toThrow(
      expect.objectContaining({ param: 'temperature' }),
    )
  })

  it('takes the tiers that Anthropic has', () => {
    expect(bodyOf({ service_tier: 'auto' }).service_tier).toBe('auto')
    expect(bodyOf({ service_tier: 'default' }).service_tier).toBe('standard_only')
    expect(() => bodyOf({ service_tier: 'flex' })).toThrow(expect.objectContaining({ param: 'service_tier' }))
  })

  it('keeps the cache breakpoints of what the system says', () => {
    const cached = { type: 'text', text: 'Be kind.', cache_control: { type: 'ephemeral' } }
    expect(bodyOf({ messages: [{ role: 'system', content: [cached] }] }).system).toEqual([cached])
    expect(bodyOf({ messages: [{ role: 'system', content: 'Be kind.' }] }).system).toBe('Be kind.')
  })

  it('can be for another host, which says elsewhere which model it is for', () => {
    const call = chatCall({}, { deployment: { model: 'claude-sonnet-5' } })
    const body = JSON.parse(chatBody(call, { anthropic_version: 'vertex-2023-10-16' }))
    expect(Object.keys(body)).toEqual(['anthropic_version', 'max_tokens', 'messages'])
    expect(body).toMatchObject({ anthropic_version: 'vertex-2023-10-16', max_tokens: 128_000 })
  })

  it('keeps the temperature within what Anthropic takes', () => {
    expect(bodyOf({ temperature: 2 }).temperature).toBe(1)
    expect(bodyOf({ temperature: 0 }).temperature).toBe(0)
  })

  it('says nothing of what the caller left open', () => {
    const open = { temperature: null, top_p: null, stop: null, max_tokens: null, n: null, tools: null }
    expect(Object.keys(bodyOf(open))).toEqual(['model', 'max_tokens', 'messages'])
  })

  it("puts the deployment's defaults under what the caller said", () => {
    expect(bodyOf({ temperature: 0 }, false, { temperature: 1, max_tokens: 5 })).toMatchObject({
      ...{ temperature: 0, max_tokens: 5 },
    })
  })

  it('asks for a stream when one is wanted', () => {
    expect(bodyOf({}, true).stream).toBe(true)
    expect(bodyOf({})).not.toHaveProperty('stream')
  })

  it.each<readonly [param: string, value: unknown]>([
    ['n', 1],
    ['tools', []],
    ['response_format', { type: 'text' }],
    ['logprobs', false],
    ['top_logprobs', 0],
    ['frequency_penalty', 0],
    ['modalities', ['text']],
  ])('does not mind %s where it asks for nothing: %j', (param, value) => {
    expect(Object.keys(bodyOf({ [param]: value }))).toEqual(['model', 'max_tokens', 'messages'])
  })
})

describe('anthropic refuses, before any request is sent,', () => {
  const refusalOf = async (request: object) => {
    const { transport, exchange } = exchangeOf(anthropic(), chatCall(request), {})
    const failure = await failureOf(exchange)
    expect(transport.seen).toEqual([])
    return failure
  }

  it.each<readonly [param: string, value: unknown]>([
    ['prediction', { type: 'content', content: 'x' }],
    ['logprobs', true],
    ['top_logprobs', 2],
    ['logit_bias', { 1: 1 }],
    ['seed', 7],
    ['frequency_penalty', 0.5],
    ['presence_penalty', -1],
    ['audio', { voice: 'x' }],
    ['modalities', ['text', 'audio']],
    ['n', 2],
  ])('the parameter %s, by its name', async (param, value) => {
    const failure = await refusalOf({ [param]: value })
    expect(failure).toMatchObject({ kind: 'bad-request', code: 'unsupported_parameter', param })
    expect(failure.message).toContain(param)
  })
})
