import { type Deployment, type JsonObject, Secret } from '@turnout/core'
import { makeDeployment } from '@turnout/testing'
import { describe, expect, it } from 'vitest'
import { chatCall, exchangeOf, failureOf, json } from '../test-support/provider-call.test.ts'
import { anthropic } from './anthropic.ts'

const body = '{"id":"m","model":"c","content":[{"type":"text","text":"hi"}],"stop_reason":"end_turn","usage":{}}'

async function sent(deployment: Partial<Deployment>) {
  const { transport, exchange } = exchangeOf(anthropic(), chatCall({}, { deployment }), json(body))
  await exchange
  const [seen] = transport.seen
  if (!seen) throw new Error('nothing was sent')
  return { ...seen, url: seen.request.origin + seen.request.path }
}

describe('anthropic', () => {
  it.each([
    [undefined, 'https://api.anthropic.com/v1/messages'],
    ['http://h', 'http://h/v1/messages'],
    ['http://h/', 'http://h/v1/messages'],
    ['http://h/v1', 'http://h/v1/messages'],
    ['http://h/anthropic/v1/', 'http://h/anthropic/v1/messages'],
  ])('with the base %s asks %s', async (apiBase, url) => {
    expect((await sent(apiBase ? { apiBase } : {})).url).toBe(url)
  })

  it('sends its version and the key', async () => {
    const { headers } = await sent({
      apiKey: new Secret('sk-1'),
      settings: { extra_headers: { 'anthropic-beta': 'b' } },
    })
    expect(headers).toMatchObject({ 'anthropic-version': '2023-06-01', 'x-api-key': 'sk-1', 'anthropic-beta': 'b' })
    expect(headers).not.toHaveProperty('authorization')
  })

  it('sends no key where there is none', async () => {
    expect((await sent({})).headers).not.toHaveProperty('x-api-key')
  })

  it('takes the token of a subscription for what it is', async () => {
    const { headers } = await sent({
      apiKey: new Secret('sk-ant-oat01-x'),
      settings: { extra_headers: { 'Anthropic-Beta': 'a, b' } },
    })
    expect(headers).toMatchObject({ authorization: 'Bearer sk-ant-oat01-x', 'anthropic-beta': 'a,b,oauth-2025-04-20' })
    expect(headers).not.toHaveProperty('x-api-key')
  })

  it('names the betas that a request needs', async () => {
    const request = { tools: [{ type: 'computer_20250124', name: 'computer' }] }
    const { transport, exchange } = exchangeOf(anthropic(), chatCall(request), json(body))
    await exchange
    expect(transport.seen[0]?.headers).toMatchObject({ 'anthropic-beta': 'computer-use-2025-01-24' })
  })

  it.each<readonly [model: string, request: JsonObject, lacks: readonly string[]]>([
    ['claude-sonnet-4-5', { temperature: 0, tools: [{}], response_format: { type: 'json_object' } }, []],
    ['claude-sonnet-4-5', { seed: 1, n: 2, frequency_penalty: 1 }, ['seed', 'n', 'frequency_penalty']],
    ['claude-opus-5', { temperature: 0, top_p: 1 }, ['temperature']],
    ['claude-3-5-haiku-latest', { reasoning_effort: 'low' }, ['reasoning_effort']],
    ['claude-2.1', { tools: [{}] }, ['tools']],
  ])('knows what %s cannot be asked: %j', (model, request, lacks) => {
    expect(anthropic().unsupported?.('chat', request, makeDeployment({ model }))).toEqual(lacks)
  })

  it('offers chat alone', () => {
    expect(Object.keys(anthropic().operations)).toEqual(['chat'])
  })

  it.each([
    [529, 'overloaded_error', 'unavailable'],
    [429, 'rate_limit_error', 'rate-limit'],
    [402, 'billing_error', 'quota'],
    [413, 'request_too_large', 'context-window'],
    [500, 'api_error', 'server'],
  ])('calls its %i %s %s', async (status, type, kind) => {
    const answer = { ...json(JSON.stringify({ type: 'error', error: { type, message: 'm' } })), status }
    expect(await failureOf(exchangeOf(anthropic(), chatCall(), answer).exchange)).toMatchObject({ kind })
  })
})
