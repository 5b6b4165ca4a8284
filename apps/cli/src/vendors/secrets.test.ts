import { describe, expect, it } from 'vitest'
import { runTurnout, serveTurnout, temporaryFile } from '../../../../tools/start-turnout.ts'
import { canary, leaks } from '../test-support/canaries.test.ts'
import { stopNow, type Turnout } from '../test-support/running-turnout.test.ts'
import { serviceAccount } from '../test-support/vendors/deployments.test.ts'
import { disguiseNames, shapeNames, startEchoingVendor } from '../test-support/vendors/echoing-vendor.test.ts'

/** Every status of a recorded or documented error. */
const statuses = [200, 301, 400, 401, 402, 403, 404, 408, 409, 413, 422, 424, 429, 498, 500, 502, 503, 504, 529]

const fields: Record<string, string> = {}
/** A canary, remembered under its field. */
const secret = (field: string): string => (fields[field] = canary(field))

const token = secret('a fetched token')

/** A deployment for each way to say who one is. */
function deployments(base: string): Readonly<Record<string, Readonly<Record<string, unknown>>>> {
  const account = serviceAccount(base)
  const [, firstLine = '', secondLine = ''] = account['private_key']?.split('\n') ?? []
  Object.assign(fields, { 'vertex private key': secondLine, 'the beginning of it': firstLine.slice(-40) })
  const entra = { tenant_id: 't', client_id: 'c', client_secret: secret('azure client_secret') }
  const vertex = { model: 'vertex_ai/gemini-2.5-flash', api_base: base, vertex_project: 'p' }
  const bedrock = { aws_bedrock_runtime_endpoint: base, aws_region_name: 'us-east-1' }
  return {
    openai: {
      ...{ model: 'openai/gpt-4o', api_base: `${base}/v1`, api_key: secret('openai') },
      extra_headers: { 'x-gateway': secret('a header'), authorization2: `Bearer ${secret('another header')}` },
    },
    'in the address': {
      ...{
        model: 'openai_like/m',
        api_base: `${base.replace('//', `//user:${secret('password')}@`)}/v1?key=${secret('query')}`,
      },
    },
    groq: { model: 'groq/llama', api_base: base, api_key: secret('groq') },
    openrouter: { model: 'openrouter/m', api_base: base, api_key: secret('openrouter') },
    azure: { model: 'azure/gpt-4o', api_base: base, api_key: secret('azure') },
    'azure by token': { model: 'azure/gpt-4o', api_base: base, azure_ad_token: secret('azure_ad_token') },
    'azure by Entra': { model: 'azure/gpt-4o', api_base: base, azure_authority_host: base, ...entra },
    'azure, refused': { model: 'azure/gpt-4o', api_base: base, azure_authority_host: `${base}/refuse`, ...entra },
    anthropic: { model: 'anthropic/claude-haiku-4-5', api_base: base, api_key: secret('anthropic') },
    gemini: { model: 'gemini/gemini-2.5-flash', api_base: base, api_key: secret('gemini') },
    vertex: { ...vertex, vertex_credentials: { ...account, private_key_id: secret('private_key_id') } },
    'vertex, by text': { ...vertex, vertex_credentials: JSON.stringify(account) },
    'vertex, a user': {
      ...vertex,
      vertex_credentials: {
        ...{ type: 'authorized_user', client_id: 'c', token_uri: `${base}/refuse/token` },
        ...{ client_secret: secret('google client_secret'), refresh_token: secret('refresh_token') },
      },
    },
    'vertex, express': { model: 'vertex_ai/gemini-2.5-flash', api_base: base, api_key: secret('vertex') },
    'claude at vertex': { ...vertex, model: 'vertex_ai/claude-sonnet-4-5@20250929', vertex_credentials: account },
    bedrock: {
      ...{ model: 'bedrock/us.amazon.nova-2-lite-v1:0', ...bedrock, aws_session_token: secret('aws_session_token') },
      aws_access_key_id: secret('aws_access_key_id'),
      aws_secret_access_key: secret('aws_secret_access_key'),
    },
    'bedrock by key': { model: 'bedrock/us.amazon.nova-2-lite-v1:0', ...bedrock, api_key: secret('bedrock') },
    cohere: { model: 'cohere/command-a-03-2025', api_base: base, api_key: secret('cohere') },
    ollama: { model: 'ollama/llama3.2', api_base: base, api_key: secret('ollama') },
  }
}

/** Every shape and disguise where statuses differ in kind. */
const ways = (status: number): readonly string[] =>
  [200, 400, 500].includes(status)
    ? [...shapeNames.map((shape) => `shape:${shape}`), ...disguiseNames.map((disguise) => `as:${disguise}`)]
    : ['']

/** Every page that the proxy has about itself. */
const pages = [
  ...['/metrics', '/router/state', '/model/info', '/model_group/info', '/health', '/health/readiness'],
  ...['/health/liveliness', '/v1/models', '/', '/nowhere'],
]

describe('a credential, in any field, with providers that repeat all they are sent', () => {
  it('shows nowhere', async () => {
    const upstream = await startEchoingVendor(token)
    const groups = deployments(upstream.base)
    const master = `sk-${secret('master_key')}`
    const config = {
      model_list: Object.entries(groups).map(([model_name, litellm_params]) => ({ model_name, litellm_params })),
      router_settings: {
        ...{ num_retries: 0, disable_cooldowns: true, redis_url: `redis://:${secret('redis password')}@127.0.0.1:9` },
      },
      litellm_settings: { callbacks: ['console'] },
      general_settings: { master_key: master },
    }
    const seen = new Map<string, string>()
    const turnout: Turnout = await serveTurnout(JSON.stringify(config), {}, [])
    const ask = async (path: string, body?: object, key = master) => {
      const headers = { authorization: `Bearer ${key}`, 'x-turnout-explain': '1' }
      const init = body ? { method: 'POST', headers, body: JSON.stringify(body) } : { headers }
      const response = await fetch(turnout.url + path, init)
      const text = `${response.status} ${JSON.stringify([...response.headers])} ${await response.text()}`
      seen.set(`${path} ${JSON.stringify(body)}`, text)
      return response.status
    }
    const askAll = async (model: string) => {
      for (const status of statuses)
        for (const how of ways(status)) {
          const request = { model, messages: [{ role: 'user', content: `status:${status} ${how}` }] }
          for (const stream of [false, true]) await ask('/v1/chat/completions', { ...request, stream })
        }
      for (const path of ['/v1/embeddings', '/v1/completions', '/v1/rerank', '/router/explain'])
        await ask(path, { model, input: 'status:422', prompt: 'status:422', query: 'status:422', documents: ['a'] })
    }
    await Promise.all(Object.keys(groups).map(askAll))
    for (const page of pages) await ask(page)
    expect(await ask('/v1/models', undefined, secret('a wrong key'))).toBe(401)
    await stopNow(turnout)
    seen.set('what it printed', turnout.output())
    const file = temporaryFile('config.yaml', JSON.stringify(config))
    for (const args of [
      ['check', file],
      ['check', file, '--json'],
      ['explain', file, '--model', 'openai'],
    ]) {
      const { stdout, stderr } = await runTurnout(args)
      seen.set(args.join(' '), stdout + stderr)
    }
    await upstream.stop()

    // It was asked with all the others, so there was something to hide.
    const sent = JSON.stringify(upstream.asked.map(({ path, headers, body }) => [path, headers, body]))
    expect(Object.keys(fields).filter((field) => !sent.includes(fields[field] ?? ''))).toEqual([
      ...['vertex private key', 'the beginning of it', 'password', 'private_key_id', 'aws_secret_access_key'],
      ...['master_key', 'redis password', 'a wrong key'],
    ])
    expect(turnout.output()).toMatch(/redis/i)
    expect(seen.size).toBeGreaterThan(1000)
    expect(leaks(fields, seen).slice(0, 10)).toEqual([])
  }, 120_000)
})
