import { type Deployment, Secret } from '@turnout/core'
import { describe, expect, it } from 'vitest'
import {
  chatCall,
  eventStream,
  exchangeOf,
  hear,
  json,
  providerCall,
  wholeOf,
} from '../test-support/provider-call.test.ts'
import { openaiCompatible } from './adapter.ts'
import type { Vendor } from './vendor.ts'

const good = json('{"choices":[{"index":0,"message":{"content":"hi"}}]}')

async function sent(deployment: Partial<Deployment>, vendor: Partial<Vendor> = {}) {
  const adapter = openaiCompatible({ name: 'acme', defaultBase: 'https://api.acme.com/v1', ...vendor })
  const { transport, exchange } = exchangeOf(adapter, chatCall({}, { deployment }), good)
  await exchange
  const [seen] = transport.seen
  if (!seen) throw new Error('nothing was sent')
  return seen
}

const urlOf = async (deployment: Partial<Deployment>, vendor?: Partial<Vendor>) => {
  const { request } = await sent(deployment, vendor)
  return request.origin + request.path
}

describe('an OpenAI-compatible adapter', () => {
  it('has the operations that the vendor has', () => {
    const operationsOf = (vendor: Partial<Vendor>) =>
      Object.keys(openaiCompatible({ name: 'acme', ...vendor }).operations)
    expect(operationsOf({})).toEqual(['chat', 'textCompletion', 'embedding'])
    expect(operationsOf({ operations: ['chat'] })).toEqual(['chat'])
    expect(operationsOf({ operations: ['textCompletion', 'embedding'] })).toEqual(['textCompletion', 'embedding'])
  })

  it('finds a base in what else a deployment says, if it gives none', async () => {
    const baseOf = ({ settings }: Deployment) => `https://${settings['region']}.acme.com/v1`
    expect(await urlOf({ settings: { region: 'eu' } }, { baseOf })).toBe('https://eu.acme.com/v1/chat/completions')
    expect(await urlOf({ apiBase: 'http://h' }, { baseOf })).toBe('http://h/chat/completions')
  })

  it('names the model as the vendor does', async () => {
    const { body } = await sent({ model: 'm' }, { modelOf: (model) => `models/${model}` })
    expect(JSON.parse(body).model).toBe('models/m')
  })

  it.each([
    ['http://h/v1', 'http://h/v1/chat/completions'],
    ['http://h/v1/', 'http://h/v1/chat/completions'],
    ['http://h', 'http://h/chat/completions'],
    ['http://h:8080/', 'http://h:8080/chat/completions'],
    ['https://h/a/b/v1/?key=1&x=2', 'https://h/a/b/v1/chat/completions?key=1&x=2'],
  ])('joins the base %s and the path', async (apiBase, url) => {
    expect(await urlOf({ apiBase })).toBe(url)
  })

  it("uses the vendor's base where the deployment has none", async () => {
    expect(await urlOf({})).toBe('https://api.acme.com/v1/chat/completions')
  })

  it('cannot do without any base', async () => {
    const adapter = openaiCompatible({ name: 'acme' })
    await expect(async () => exchangeOf(adapter, chatCall(), good).exchange).rejects.toThrow('acme needs an api_base')
  })

  it.each([
    ['chat', providerCall('chat', { messages: [] }), '/v1/chat/completions'],
    ['text completions', providerCall('textCompletion', { prompt: 'a' }), '/v1/completions'],
    ['embeddings', providerCall('embedding', { input: 'a' }), '/v1/embeddings'],
  ])('has a path for %s', async (_what, call, path) => {
    const adapter = openaiCompatible({ name: 'acme', defaultBase: 'https://api.acme.com/v1' })
    const { transport, exchange } = exchangeOf(adapter, call, json('{}'))
    await exchange.catch(() => {})
    expect(transport.seen[0]?.request).toMatchObject({ method: 'POST', path })
  })

  it('sends JSON, and wants the answer as it is', async () => {
    const { headers, body } = await sent({ model: 'gpt-x' })
    expect(headers).toEqual({ 'content-type': 'application/json', 'accept-encoding': 'identity' })
    expect(JSON.parse(body)).toMatchObject({ model: 'gpt-x', messages: [{ role: 'user', content: 'Hi' }] })
  })

  it('sends the key as a bearer, and no authorization without one', async () => {
    expect((await sent({ apiKey: new Secret('sk-1') })).headers['authorization']).toBe('Bearer sk-1')
    expect((await sent({})).headers).not.toHaveProperty('authorization')
  })

  it('sends the organization and the extra headers', async () => {
    const settings = { organization: 'org-1', extra_headers: { 'X-Title': 'Turnout' } }
    expect((await sent({ settings })).headers).toMatchObject({ 'openai-organization': 'org-1', 'x-title': 'Turnout' })
  })

  it("uses the vendor's own headers and paths", async () => {
    const vendor = { authHeaders: () => ['api-key', 'k'], pathOf: (_: Deployment, path: string) => `/x${path}?y` }
    const { headers, request } = await sent({ apiKey: new Secret('sk-1') }, vendor)
    expect(headers).toMatchObject({ 'api-key': 'k' })
    expect(headers).not.toHaveProperty('authorization')
    expect(request.path).toBe('/v1/x/chat/completions?y')
  })

  it('asks for usage on streams, except where the vendor refuses that', async () => {
    const ask = async (vendor: Partial<Vendor>) => {
      const adapter = openaiCompatible({ name: 'acme', defaultBase: 'http://h', ...vendor })
      const { transport, exchange } = exchangeOf(adapter, chatCall({ stream: true }, { stream: true }), eventStream())
      await exchange
      return JSON.parse(transport.seen[0]?.body ?? '').stream_options
    }
    expect(await ask({})).toEqual({ include_usage: true })
    expect(await ask({ streamUsage: false })).toBeUndefined()
  })

  it('passes a plain answer on as it is', async () => {
    const { exchange } = exchangeOf(openaiCompatible({ name: 'acme', defaultBase: 'http://h' }), chatCall(), good)
    const batch = await wholeOf((await exchange).batches)
    expect(Buffer.from(batch.raw ?? []).toString()).toBe(good.pieces?.[0])
    expect(batch.result().choices[0]?.message.content).toBe('hi')
  })

  it('reads a last event that lacks its blank line', async () => {
    const adapter = openaiCompatible({ name: 'acme', defaultBase: 'http://h' })
    const pieces = ['data: {"choices":[{"index":0,"delta":{"content":"hi"}}]}\n\ndata: [DO', 'NE]']
    const { exchange } = exchangeOf(adapter, chatCall({}, { stream: true }), eventStream(...pieces))
    expect(await hear((await exchange).batches)).toMatchObject({ text: 'hi', done: true })
  })
})
