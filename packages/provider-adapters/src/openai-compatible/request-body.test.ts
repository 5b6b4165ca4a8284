import type { JsonObject } from '@turnout/core'
import { describe, expect, it } from 'vitest'
import { chatCall, providerCall } from '../test-support/provider-call.test.ts'
import { maxTokens } from './request/max-tokens.ts'
import { requestBody } from './request-body.ts'

const acme = { name: 'acme' }
const messages = [{ role: 'user', content: 'Hi' }]

function bodyOf(request: object, defaults: JsonObject = {}, stream = false, asksUsage = true) {
  const call = chatCall({ messages, ...request }, { stream, deployment: { model: 'gpt-x', defaults } })
  return JSON.parse(String(requestBody(call, { name: 'acme', streamUsage: asksUsage })))
}

describe('requestBody', () => {
  it("sends the deployment's model and what the caller said", () => {
    expect(bodyOf({ temperature: 0, user: 'u', anything: { else: [1] } })).toEqual({
      ...{ model: 'gpt-x', messages, temperature: 0, user: 'u', anything: { else: [1] } },
    })
  })

  it("puts the deployment's defaults under what the caller said", () => {
    expect(bodyOf({ temperature: 0, seed: null }, { temperature: 1, seed: 2, top_p: 0.5 })).toMatchObject({
      ...{ temperature: 0, seed: null, top_p: 0.5 },
    })
  })

  it('keeps its model whatever the defaults say', () => {
    expect(bodyOf({}, { model: 'other' }).model).toBe('gpt-x')
  })

  it('asks for usage on streams', () => {
    expect(bodyOf({ stream: true }, {}, true).stream_options).toEqual({ include_usage: true })
    expect(bodyOf({ stream: true, stream_options: null }, {}, true).stream_options).toEqual({ include_usage: true })
  })

  it('asks for usage beside the options there are', () => {
    const include_obfuscation = false
    const asked = { include_obfuscation, include_usage: true }
    expect(bodyOf({ stream_options: { include_obfuscation, include_usage: false } }, {}, true).stream_options).toEqual(
      asked,
    )
    expect(bodyOf({}, { stream_options: { include_obfuscation } }, true).stream_options).toEqual(asked)
  })

  it('does not ask for usage on plain requests', () => {
    expect(bodyOf({})).not.toHaveProperty('stream_options')
  })

  it('does not ask a server that refuses the question, even where the caller does', () => {
    expect(bodyOf({}, {}, true, false)).not.toHaveProperty('stream_options')
    expect(bodyOf({ stream_options: { include_usage: true } }, {}, true, false)).not.toHaveProperty('stream_options')
  })

  it('passes the caller’s own text on where only the model has to change', () => {
    const raw = '{"model":"group","messages":[],  "seed":12345678901234567890}'
    const given = {
      ...chatCall({}, { deployment: { model: 'gpt-x' } }),
      request: JSON.parse(raw),
      raw,
    }
    expect(String(requestBody(given, acme))).toBe('{"model":"gpt-x","messages":[],  "seed":12345678901234567890}')
    const deployment = { ...given.deployment, defaults: { top_p: 1 } }
    expect(JSON.parse(String(requestBody({ ...given, deployment }, acme)))).toMatchObject({ model: 'gpt-x', top_p: 1 })
  })

  it('says it the way of the vendor, in chat requests alone', () => {
    const older = { ...acme, modelOf: (model: string) => `models/${model}`, request: [maxTokens] }
    const raw = '{"model":"group","messages":[],"max_completion_tokens":5}'
    const request = JSON.parse(raw)
    const call = { ...chatCall({}, { deployment: { model: 'gpt-x' } }), request, raw }
    expect(JSON.parse(requestBody(call, older))).toEqual({ model: 'models/gpt-x', messages: [], max_tokens: 5 })
    expect(
      requestBody(
        { ...call, request: { model: 'group', messages: [] }, raw: '{"model":"group",  "messages":[]}' },
        older,
      ),
    ).toBe('{"model":"models/gpt-x",  "messages":[]}')
    const text = providerCall('textCompletion', { prompt: 'a', max_completion_tokens: 5 })
    expect(JSON.parse(requestBody(text, older))).toMatchObject({ max_completion_tokens: 5 })
  })

  it('leaves the request as it was', () => {
    const call = chatCall(
      { stream_options: { include_usage: false } },
      { stream: true, deployment: { defaults: { n: 1 } } },
    )
    const before = structuredClone({ request: call.request, defaults: call.deployment.defaults })
    requestBody(call, acme)
    expect({ request: call.request, defaults: call.deployment.defaults }).toEqual(before)
  })
})
