import { inspect } from 'node:util'
import { type Deployment, ProviderError, Secret } from '@turnout/core'
import { type FakeAnswer, FakeTransport, type SeenRequest, testRuntime } from '@turnout/testing'
import { describe, expect, it } from 'vitest'
import { chatCall, failureOf, json } from '../test-support/provider-call.test.ts'
import { azure } from './azure.ts'

const apiBase = 'https://res.openai.azure.com'
const client: Partial<Deployment> = {
  apiBase,
  settings: { tenant_id: 'tenant/1', client_id: 'client' },
  secrets: { client_secret: new Secret('s3cr&t') },
}
const good = json('{"choices":[{"index":0,"message":{"content":"hi"}}]}')
const isLogin = ({ request }: SeenRequest) => request.path.includes('/oauth2/')

/** Azure and its login server; each token is another. */
function setUp(answer: (seen: SeenRequest) => FakeAnswer | undefined = () => undefined, adapter = azure()) {
  let tokens = 0
  const transport = new FakeTransport((seen) => {
    const own = answer(seen)
    if (own) return own
    return isLogin(seen) ? json(`{"access_token":"token-${++tokens}","expires_in":3599}`) : good
  })
  const runtime = testRuntime({ transport })
  const ask = async (deployment: Partial<Deployment> = client) => {
    const chat = adapter.operations.chat ?? expect.fail('no chat')
    return chat(chatCall({}, { deployment, runtime }))
  }
  const logins = () => transport.seen.filter(isLogin)
  const bearers = () => transport.seen.filter((seen) => !isLogin(seen)).map(({ headers }) => headers['authorization'])
  return { ask, logins, bearers, transport, runtime }
}

describe('azure with client credentials', () => {
  it('gets a token first, and keeps it', async () => {
    const { ask, logins, bearers, transport } = setUp()
    await ask()
    await ask()
    expect(bearers()).toEqual(['Bearer token-1', 'Bearer token-1'])
    expect(transport.seen.at(-1)?.headers).not.toHaveProperty('api-key')
    const [login] = logins()
    expect(logins()).toHaveLength(1)
    expect(login?.request.origin).toBe('https://login.microsoftonline.com')
    expect(login?.request.path).toBe('/tenant%2F1/oauth2/v2.0/token')
    expect(Object.fromEntries(new URLSearchParams(login?.body))).toEqual({
      grant_type: 'client_credentials',
      client_id: 'client',
      client_secret: 's3cr&t',
      scope: 'https://cognitiveservices.azure.com/.default',
    })
  })

  it('asks the authority and for the scope that are configured', async () => {
    const { ask, logins } = setUp()
    const own = {
      azure_scope: 'https://ai.azure.com/.default',
      azure_authority_host: 'https://login.microsoftonline.us/',
    }
    await ask({ ...client, settings: { ...client.settings, ...own } })
    const [login] = logins()
    expect(login?.request.origin).toBe('https://login.microsoftonline.us')
    expect(login?.request.path).toBe('/tenant%2F1/oauth2/v2.0/token')
    expect(new URLSearchParams(login?.body).get('scope')).toBe('https://ai.azure.com/.default')
  })

  it('goes before a key, and after a token that is given', async () => {
    const { ask, logins, bearers, transport } = setUp()
    await ask({ ...client, apiKey: new Secret('k') })
    expect(transport.seen.at(-1)?.headers).not.toHaveProperty('api-key')
    await ask({ ...client, secrets: { ...client.secrets, azure_ad_token: new Secret('given') } })
    expect(bearers()).toEqual(['Bearer token-1', 'Bearer given'])
    expect(logins()).toHaveLength(1)
  })

  it('has one token for deployments of the same client, and another for another secret', async () => {
    const { ask, logins } = setUp()
    await Promise.all([ask(), ask({ ...client, model: 'other' })])
    expect(logins()).toHaveLength(1)
    await ask({ ...client, secrets: { client_secret: new Secret('other') } })
    expect(logins()).toHaveLength(2)
  })

  it('gets another token for the attempt after one that was refused', async () => {
    const refusal = { status: 401, pieces: ['{"error":{"code":"401","message":"expired token-1"}}'] }
    const { ask, bearers } = setUp((seen) => (seen.headers['authorization'] === 'Bearer token-1' ? refusal : undefined))
    expect(await failureOf(ask())).toMatchObject({ kind: 'authentication' })
    await ask()
    expect(bearers()).toEqual(['Bearer token-1', 'Bearer token-2'])
  })

  it('keeps its token through other failures, and out of what they say', async () => {
    const failing = { status: 400, pieces: ['{"error":{"message":"token-1 and s3cr&t are wrong"}}'] }
    const { ask, logins } = setUp((seen) => (isLogin(seen) ? undefined : failing))
    const failure = await failureOf(ask())
    expect(failure.kind).toBe('bad-request')
    expect(inspect(failure)).not.toMatch(/token-1|s3cr/)
    await failureOf(ask())
    expect(logins()).toHaveLength(1)
  })

  it('says that the login server refused, and never why', async () => {
    const { ask } = setUp((seen) =>
      isLogin(seen) ? { status: 401, pieces: ['{"error":"invalid_client","error_description":"s3cr&t"}'] } : undefined,
    )
    const failure = await failureOf(ask())
    expect(failure).toMatchObject({ kind: 'authentication', sent: false })
    expect(failure.message).toContain('invalid_client')
    expect(inspect(failure)).not.toContain('s3cr')
  })

  it('cannot ask what is not an address', async () => {
    const { ask } = setUp()
    const settings = { ...client.settings, azure_authority_host: 'nowhere' }
    expect((await failureOf(ask({ ...client, settings }))).message).toContain('azure_authority_host')
  })
})

describe('azure with a token provider', () => {
  it('asks it where there is neither key nor token', async () => {
    const { ask, bearers, transport } = setUp(undefined, azure({ azureAdTokenProvider: async () => 'own' }))
    await ask({ apiBase })
    await ask({ apiBase, apiKey: new Secret('k') })
    expect(bearers()).toEqual(['Bearer own', undefined])
    expect(transport.seen.at(-1)?.headers['api-key']).toBe('k')
  })

  it('fails where it fails', async () => {
    const failing = azure({ azureAdTokenProvider: () => Promise.reject(new Error('no identity')) })
    expect(await failureOf(setUp(undefined, failing).ask({ apiBase }))).toMatchObject({
      kind: 'connection',
      sent: false,
    })
  })

  it('does not wait for it when nobody waits for the answer', async () => {
    const adapter = azure({ azureAdTokenProvider: () => new Promise(() => {}) })
    const call = chatCall({}, { deployment: { apiBase } })
    const asking = adapter.operations.chat?.(call)
    call.scope.cancel(new ProviderError('timeout', 'enough'))
    await expect(asking).rejects.toThrow('enough')
  })
})
