import { type Deployment, Secret } from '@turnout/core'
import { describe, expect, it } from 'vitest'
import { exchangeOf, json, providerCall } from '../test-support/provider-call.test.ts'
import { azure } from './azure.ts'

const base = 'https://res.openai.azure.com'

async function sent(deployment: Partial<Deployment>, call = providerCall('chat', { messages: [] }, { deployment })) {
  const { transport, exchange } = exchangeOf(azure(), call, json('{"choices":[{}]}'))
  await exchange.catch(() => {})
  const [seen] = transport.seen
  if (!seen) throw new Error('nothing was sent')
  return { ...seen, url: seen.request.origin + seen.request.path }
}

const cases: readonly (readonly [apiBase: string, apiVersion: string | undefined, path: string])[] = [
  ['', '2024-02-01', '/openai/deployments/gpt-4/chat/completions?api-version=2024-02-01'],
  ['/', '2024-02-01', '/openai/deployments/gpt-4/chat/completions?api-version=2024-02-01'],
  ['/openai', '2024-02-01', '/openai/deployments/gpt-4/chat/completions?api-version=2024-02-01'],
  ['/openai/', '2025-01-01-preview', '/openai/deployments/gpt-4/chat/completions?api-version=2025-01-01-preview'],
  ['', undefined, '/openai/deployments/gpt-4/chat/completions?api-version=2024-10-21'],
  ['', 'v1', '/openai/v1/chat/completions'],
  ['', 'latest', '/openai/v1/chat/completions'],
  ['', 'preview', '/openai/v1/chat/completions?api-version=preview'],
  ['/openai', 'v1', '/openai/v1/chat/completions'],
  ['/openai/v1', undefined, '/openai/v1/chat/completions'],
  ['/openai/v1/', '2024-02-01', '/openai/v1/chat/completions'],
  ['/openai/v1', 'preview', '/openai/v1/chat/completions?api-version=preview'],
  ['/gateway', '2024-02-01', '/gateway/openai/deployments/gpt-4/chat/completions?api-version=2024-02-01'],
]

describe('azure', () => {
  it.each(cases)('with the base "…%s" and the version %s asks %s', async (path, apiVersion, expected) => {
    const deployment = { model: 'gpt-4', apiBase: base + path, ...(apiVersion ? { apiVersion } : {}) }
    expect((await sent(deployment)).url).toBe(base + expected)
  })

  it('has classic paths for the other operations, and escapes the name of the deployment', async () => {
    const deployment = { model: 'my model/1', apiBase: base, apiVersion: '2024-02-01' }
    const root = `${base}/openai/deployments/my%20model%2F1`
    const embedding = providerCall('embedding', { input: 'a' }, { deployment })
    const text = providerCall('textCompletion', { prompt: 'a' }, { deployment })
    const post = async (call: typeof embedding | typeof text) => {
      const { transport, exchange } = exchangeOf(azure(), call, json('{}'))
      await exchange.catch(() => {})
      return base + transport.seen[0]?.request.path
    }
    expect(await post(embedding)).toBe(`${root}/embeddings?api-version=2024-02-01`)
    expect(await post(text)).toBe(`${root}/completions?api-version=2024-02-01`)
  })

  it('sends the key in api-key', async () => {
    const { headers } = await sent({ apiBase: base, apiKey: new Secret('k') })
    expect(headers['api-key']).toBe('k')
    expect(headers).not.toHaveProperty('authorization')
  })

  it('sends an Entra token as a bearer, rather than the key', async () => {
    const { headers } = await sent({
      apiBase: base,
      apiKey: new Secret('k'),
      secrets: { azure_ad_token: new Secret('t') },
    })
    expect(headers['authorization']).toBe('Bearer t')
    expect(headers).not.toHaveProperty('api-key')
  })

  it('sends the name of the deployment as the model, which v1 needs', async () => {
    expect(JSON.parse((await sent({ model: 'gpt-4', apiBase: base, apiVersion: 'v1' })).body).model).toBe('gpt-4')
  })

  it('cannot do without a base', async () => {
    await expect(sent({})).rejects.toThrow('azure needs an api_base')
  })
})
