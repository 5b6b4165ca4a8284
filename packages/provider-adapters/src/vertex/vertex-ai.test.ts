import { type Deployment, Secret } from '@turnout/core'
import { FakeTransport, testRuntime } from '@turnout/testing'
import { describe, expect, it } from 'vitest'
import { chatCall, failureOf, json, providerCall, wholeOf } from '../test-support/provider-call.test.ts'
import { recordingsOf } from '../test-support/recordings.test.ts'
import { vertexAi } from './vertex-ai.ts'

const answer = { candidates: [{ content: { parts: [{ text: 'hi' }] }, finishReason: 'STOP' }] }
const user = {
  ...{ type: 'authorized_user', client_id: 'client-4711', client_secret: 'secret-4711', refresh_token: 'refresh-4711' },
  quota_project_id: 'q',
}
const secrets = { vertex_credentials: new Secret(JSON.stringify(user)) }
const settings = { vertex_project: 'p', vertex_location: 'europe-west1' }
const model = 'gemini-2.5-flash'

/** A network with a token server; the model's answers come in turn, the last one again and again. */
function world(...answers: readonly ReturnType<typeof json>[]) {
  let tokens = 0
  let asked = 0
  const transport = new FakeTransport(({ request }) =>
    /token$/.test(request.path)
      ? json(JSON.stringify({ access_token: `token-${++tokens}`, expires_in: 3600 }))
      : (answers[Math.min(asked++, answers.length - 1)] ?? json(JSON.stringify(answer))),
  )
  const runtime = { ...testRuntime(), transport }
  const adapter = vertexAi()
  return {
    models: () => transport.seen.filter(({ request }) => !/token$/.test(request.path)),
    tokens: () => tokens,
    chat(given: Partial<Deployment> = {}, request: object = {}, stream = false) {
      const deployment = { provider: 'vertex_ai', model, settings, secrets, ...given }
      const exchange = adapter.operations.chat?.(chatCall(request, { deployment, stream, runtime }))
      return exchange ?? expect.fail('no chat')
    },
    embed(request: object) {
      const deployment = { provider: 'vertex_ai', model: 'text-embedding-005', settings, secrets }
      const call = providerCall('embedding', { input: 'a', ...request }, { deployment, runtime })
      return adapter.operations.embedding?.(call) ?? expect.fail('no embeddings')
    },
  }
}

async function sent(given: Partial<Deployment>, request: object = {}, stream = false) {
  const { chat, models } = world()
  await chat(given, request, stream).catch(() => {})
  const [seen] = models()
  if (!seen) throw new Error('nothing was sent')
  return { ...seen, url: seen.request.origin + seen.request.path }
}

const at = (host: string, location: string, rest: string) =>
  `https://${host}/v1/projects/p/locations/${location}${rest}:generateContent`
const published = `/publishers/google/models/${model}`
const express = { apiKey: new Secret('k'), settings: {} }

describe('vertex_ai', () => {
  it.each<readonly [given: Partial<Deployment>, url: string]>([
    [{}, at('europe-west1-aiplatform.googleapis.com', 'europe-west1', published)],
    [{ settings: { ...settings, vertex_location: 'global' } }, at('aiplatform.googleapis.com', 'global', published)],
    [{ settings: { ...settings, vertex_location: 'eu' } }, at('aiplatform.eu.rep.googleapis.com', 'eu', published)],
    [{ settings: { vertex_project: 'p' } }, at('us-central1-aiplatform.googleapis.com', 'us-central1', published)],
    [
      { settings: { vertex_ai_project: 'p', vertex_ai_location: 'us-west1' } },
      at('us-west1-aiplatform.googleapis.com', 'us-west1', published),
    ],
    [{ model: '4711' }, at('europe-west1-aiplatform.googleapis.com', 'europe-west1', '/endpoints/4711')],
    [{ model: 'gemini/4711' }, at('europe-west1-aiplatform.googleapis.com', 'europe-west1', '/endpoints/4711')],
    [
      { apiBase: 'https://psc.example/', apiVersion: 'v1beta1' },
      `https://psc.example/v1beta1/projects/p/locations/europe-west1${published}:generateContent`,
    ],
    [express, `https://aiplatform.googleapis.com/v1${published}:generateContent`],
  ])('of %j asks %s', async (given, url) => {
    expect((await sent(given)).url).toBe(url)
  })

  it('asks for a stream of events', async () => {
    expect((await sent({}, {}, true)).url).toMatch(/:streamGenerateContent\?alt=sse$/)
  })

  it('shows a token, or in express mode the key', async () => {
    expect((await sent({})).headers).toMatchObject({ authorization: 'Bearer token-1', 'x-goog-user-project': 'q' })
    const { headers } = await sent(express)
    expect(headers).toMatchObject({ 'x-goog-api-key': 'k' })
    expect(headers).not.toHaveProperty('authorization')
  })

  it('asks for a token once, for all that call at once or later', async () => {
    const { chat, tokens } = world()
    await Promise.all([chat(), chat()])
    await chat()
    expect(tokens()).toBe(1)
  })

  it('does not show a token again that was refused, and does not tell it', async () => {
    const refusal = {
      ...json('{"error":{"code":401,"message":"Bad token-1","status":"UNAUTHENTICATED"}}'),
      status: 401,
    }
    const { chat, tokens, models } = world(refusal, json(JSON.stringify(answer)))
    expect(await failureOf(chat())).toMatchObject({ kind: 'authentication' })
    await chat()
    expect(tokens()).toBe(2)
    expect(models().at(-1)?.headers['authorization']).toBe('Bearer token-2')
    const leak = { ...json('{"error":{"code":400,"message":"what is token-1?"}}'), status: 400 }
    expect((await failureOf(world(leak).chat())).message).toBe('what is [secret]?')
  })

  it.each<readonly [model: string, request: object, lacks: readonly string[]]>([
    ['gemini-2.5-flash', { logit_bias: { 1: 1 }, seed: 1 }, ['logit_bias']],
    ['gemini-2.0-flash', { reasoning_effort: 'low' }, ['reasoning_effort']],
    ['claude-sonnet-4-5', { seed: 1, n: 2 }, ['seed', 'n']],
    ['meta/llama-4', { logit_bias: { 1: 1 } }, []],
  ])('knows before it asks what %s lacks', (name, request, lacks) => {
    const { deployment } = chatCall({}, { deployment: { provider: 'vertex_ai', model: name } })
    expect(vertexAi().unsupported?.('chat', { ...request }, deployment)).toEqual(lacks)
  })

  it.each<readonly [what: string, given: Partial<Deployment>]>([
    ['no project', { settings: {} }],
    ['no name for a project', { settings: { ...settings, vertex_project: 'a/../b' } }],
    ['no name for a location', { settings: { ...settings, vertex_location: 'evil.example/' } }],
    ['a path for a model', { model: '../../x' }],
    ['credentials of another kind', { secrets: { vertex_credentials: new Secret('{"type":"external_account"}') } }],
  ])('cannot work with %s', async (_what, given) => {
    const { chat, models } = world()
    expect(await failureOf(chat(given))).toMatchObject({ code: 'deployment_misconfigured' })
    expect(models()).toEqual([])
  })
})

describe("open models of Vertex's garden", () => {
  const openai = { choices: [{ index: 0, message: { role: 'assistant', content: 'hi' }, finish_reason: 'stop' }] }
  const body = JSON.stringify({ id: 'c', object: 'chat.completion', created: 1, model: 'm', ...openai })

  it.each([
    ['meta/llama-4-maverick-17b-128e-instruct-maas', '/endpoints/openapi/chat/completions'],
    ['openai/gpt-oss-120b-maas', '/endpoints/openapi/chat/completions'],
    ['openai/4711', '/endpoints/4711/chat/completions'],
  ])("speak OpenAI's format: %s", async (name, path) => {
    const { chat, models } = world(json(body))
    const batch = await wholeOf((await chat({ model: name })).batches)
    const [seen] = models()
    expect(seen?.request.path).toBe(`/v1/projects/p/locations/europe-west1${path}`)
    expect(seen?.headers).toMatchObject({ authorization: 'Bearer token-1', 'x-goog-user-project': 'q' })
    expect(JSON.parse(seen?.body ?? '')).toMatchObject({ messages: [{ role: 'user', content: 'Hi' }] })
    expect(batch.result().choices[0]?.message.content).toBe('hi')
  })

  it('see no signature of others, and only the older names of parameters', async () => {
    const { chat, models } = world(json(body))
    const id = 'c__thought__signed'
    const call = { id, type: 'function', function: { name: 'f', arguments: '{}' } }
    const said = { content: '', tool_calls: [{ ...call, provider_specific_fields: { thought_signature: 'signed' } }] }
    const messages = [
      { role: 'developer', content: 'Be brief.' },
      { role: 'assistant', ...said, thinking_blocks: [{ type: 'thinking', thinking: 't', signature: 'signed' }] },
      { role: 'tool', tool_call_id: id, content: 'r' },
    ]
    await chat({ model: 'meta/llama-4' }, { messages, max_completion_tokens: 5 })
    expect(models()[0]?.body).not.toContain('signed')
    expect(JSON.parse(models()[0]?.body ?? '')).toMatchObject({ max_tokens: 5, messages: [{ role: 'system' }, {}, {}] })
  })
})

describe('Claude on Vertex AI', () => {
  const claude = recordingsOf('vertex').filter((recording) => recording.case.startsWith('claude'))
  const name = 'claude-3-7-sonnet@20250219'

  it.skipIf(claude.length === 0).each(claude)('is asked as it was recorded: $name', async ({ request, url }) => {
    const messages = [
      { role: 'system', content: [{ type: 'text', text: 'You are a helpful assistant' }] },
      { role: 'user', content: [{ type: 'text', text: 'Say hi in Portuguese' }] },
    ]
    const given = { model: name, settings: { ...settings, vertex_location: 'us-east5' } }
    const seen = await sent(given, { messages, max_tokens: 4000 }, request['stream'] === true)
    expect(seen.url).toBe(url.replace(/(?<=projects\/)[^/]+/, 'p'))
    const asBlocks = (content: unknown) => (typeof content === 'string' ? [{ type: 'text', text: content }] : content)
    const { system, messages: turns, ...rest } = JSON.parse(seen.body)
    const same = turns.map(({ role, content }: { role: string; content: unknown }) => ({
      role,
      content: asBlocks(content),
    }))
    expect({ ...rest, system: asBlocks(system), messages: same }).toEqual(request)
  })

  it('is told of betas in the body', async () => {
    const extra_headers = { 'anthropic-beta': 'a, b' }
    const { body } = await sent({ model: name, settings: { ...settings, extra_headers } })
    expect(JSON.parse(body)).toMatchObject({ anthropic_version: 'vertex-2023-10-16', anthropic_beta: ['a', 'b'] })
    expect(JSON.parse(body)).not.toHaveProperty('model')
  })
})

describe('embeddings of Vertex AI', () => {
  it('are asked for in its words', async () => {
    const { embed, models } = world(
      json('{"predictions":[{"embeddings":{"values":[1]}},{"embeddings":{"values":[2]}}]}'),
    )
    await embed({ input: ['a', 'b'], dimensions: 3, task_type: 'RETRIEVAL_QUERY', auto_truncate: false })
    expect(models()[0]?.request.path).toMatch(/\/publishers\/google\/models\/text-embedding-005:predict$/)
    expect(JSON.parse(models()[0]?.body ?? '')).toEqual({
      instances: ['a', 'b'].map((content) => ({ content, task_type: 'RETRIEVAL_QUERY' })),
      parameters: { outputDimensionality: 3, autoTruncate: false },
    })
  })

  it('are counted only where all of them were', async () => {
    const prediction = (statistics?: object) => ({ embeddings: { values: [1], statistics } })
    const usageOf = async (...all: object[]) =>
      (
        await wholeOf((await world(json(JSON.stringify({ predictions: all }))).embed({ input: ['a', 'b'] })).batches)
      ).usage()?.prompt_tokens
    expect(await usageOf(prediction({ token_count: 2 }), prediction({ token_count: 3 }))).toBe(5)
    expect(await usageOf(prediction({ token_count: 2 }), prediction())).toBeUndefined()
  })

  it('are as many as were asked for', async () => {
    const { embed } = world(json('{"predictions":[{"embeddings":{"values":[1]}}]}'))
    expect(await failureOf(embed({ input: ['a', 'b'] }))).toMatchObject({ code: 'upstream_invalid_response' })
  })

  const [recorded] = recordingsOf('vertex').filter((recording) => recording.case === 'embeddings-predict')
  it.skipIf(!recorded)('are read as they were recorded', async () => {
    const batch = await wholeOf((await world(json(recorded?.body ?? '')).embed({ input: ['a', 'b'] })).batches)
    expect(batch.result().data.map(({ embedding }) => embedding.length)).toEqual([5, 5])
    expect(batch.usage()?.prompt_tokens).toBe(11)
  })
})
