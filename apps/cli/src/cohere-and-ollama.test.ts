import OpenAI from 'openai'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startUpstream } from '../../../tools/fake-upstream.ts'
import { serveTurnout } from '../../../tools/start-turnout.ts'
import { stopNow } from './test-support/running-turnout.test.ts'

let upstream: Awaited<ReturnType<typeof startUpstream>>
let turnout: Awaited<ReturnType<typeof serveTurnout>>
let client: OpenAI

const weather = { name: 'weather', arguments: { city: 'Bern' } }
const event = (type: string, more: object = {}) => `event: ${type}\ndata: ${JSON.stringify({ type, ...more })}\n\n`
const delta = (type: string, message: object) => event(type, { index: 0, delta: { message } })
const call = { id: 'w_1', type: 'function', function: { name: 'weather', arguments: '' } }

const cohereStream = [
  event('message-start', { id: 'c' }),
  delta('content-delta', { content: { text: 'Grüezi' } }),
  delta('tool-call-start', { tool_calls: call }),
  delta('tool-call-delta', { tool_calls: { function: { arguments: JSON.stringify(weather.arguments) } } }),
  event('tool-call-end', { index: 0 }),
  event('message-end', {
    delta: { finish_reason: 'TOOL_CALL', usage: { tokens: { input_tokens: 3, output_tokens: 2 } } },
  }),
]

const line = (message: object, end: object = { done: false }) => `${JSON.stringify({ model: 'l', message, ...end })}\n`
const ollamaStream = [
  line({ content: 'Grüezi' }),
  line({ tool_calls: [{ function: weather }] }),
  line({}, { done: true, done_reason: 'stop', prompt_eval_count: 3, eval_count: 2 }),
]

const ranked = [
  { index: 1, relevance_score: 0.9 },
  { index: 0, relevance_score: 0.1 },
]

type Sent = readonly [type: string, body: string, status?: number]

const json = (value: object, status = 200): Sent => ['application/json', JSON.stringify(value), status]
const events: Sent = ['text/event-stream', cohereStream.join('')]
const lines = (...said: readonly string[]): Sent => ['application/x-ndjson', said.join('')]

/** By the model that is asked for, else by the path. */
const answers: Readonly<Record<string, Sent>> = {
  busy: json({ message: 'too many requests' }, 429),
  broken: lines(line({ content: 'Gr' }), '{"error":"out of memory"}\n'),
  '/v2/chat': events,
  '/v2/rerank': json({ id: 'r', results: ranked, meta: { billed_units: { search_units: 1 } } }),
  '/v2/embed': json({ id: 'e', embeddings: { float: [[1, 2]] } }),
  '/api/chat': lines(...ollamaStream),
  '/api/embed': json({ model: 'l', embeddings: [[1, 2]], prompt_eval_count: 1 }),
}

beforeAll(async () => {
  upstream = await startUpstream((response, { path, body }) => {
    const { model } = JSON.parse(body) as { model: string }
    const [type, text, status = 200] = answers[model] ?? answers[path] ?? json({}, 404)
    response.writeHead(status, { 'content-type': type }).end(text)
  })
  const deployment = (group: string, model: string) =>
    `  - { model_name: ${group}, litellm_params: { model: ${model}, api_base: "${upstream.base}", api_key: k } }`
  const list = [
    ...[deployment('cohere', 'cohere_chat/command'), deployment('ollama', 'ollama_chat/llama')],
    ...[deployment('broken', 'ollama/broken'), deployment('busy', 'cohere/busy'), deployment('rank', 'cohere/rerank')],
  ]
  turnout = await serveTurnout(
    `model_list:\n${list.join('\n')}\nrouter_settings: { num_retries: 0, fallbacks: [{ busy: [rank] }] }\ngeneral_settings: { master_key: sk-master }\n`,
  )
  client = new OpenAI({ baseURL: `${turnout.url}/v1`, apiKey: 'sk-master', maxRetries: 0 })
})

afterAll(async () => {
  await stopNow(turnout)
  await upstream.stop()
})

const messages = [{ role: 'user' as const, content: 'Weather?' }]
const tools = [{ type: 'function' as const, function: { name: 'weather', parameters: { type: 'object' } } }]

describe('the official openai client, before Cohere and Ollama', () => {
  it.each(['cohere', 'ollama'])('hears %s speak and call', async (model) => {
    const options = { stream_options: { include_usage: true } }
    const stream = client.chat.completions.stream({ model, messages, tools, ...options })
    const { choices, usage } = await stream.finalChatCompletion()
    expect(choices[0]?.message.content).toBe('Grüezi')
    expect(choices[0]?.message.tool_calls).toMatchObject([
      { function: { name: 'weather', arguments: '{"city":"Bern"}' } },
    ])
    expect(choices[0]?.finish_reason).toBe('tool_calls')
    expect(usage?.total_tokens).toBe(5)
  })

  it.each(['cohere', 'ollama'])('gets embeddings of %s', async (model) => {
    const { data } = await client.embeddings.create({ model, input: 'a' })
    expect(data[0]?.embedding).toEqual([1, 2])
  })

  it('is told of an error in the middle of a stream', async () => {
    const reading = (async () => {
      for await (const chunk of await client.chat.completions.create({ model: 'broken', messages, stream: true }))
        void chunk
    })()
    await expect(reading).rejects.toThrow('out of memory')
  })
})

describe('a ranking', () => {
  const rank = async (path: string, request: object) => {
    const headers = { authorization: 'Bearer sk-master' }
    const response = await fetch(turnout.url + path, { method: 'POST', headers, body: JSON.stringify(request) })
    return { response, body: await response.json() }
  }
  const request = { model: 'rank', query: 'q', documents: ['a', 'b'], return_documents: true }

  it.each(['/v1/rerank', '/rerank', '/v2/rerank'])('is at %s', async (path) => {
    const { response, body } = await rank(path, request)
    expect(response.headers.get('x-turnout-model-group')).toBe('rank')
    expect(body).toEqual({
      id: 'r',
      results: ranked.map((result) => ({ ...result, document: { text: request.documents[result.index] } })),
      meta: { billed_units: { search_units: 1 } },
    })
  })

  it('falls back as everything else does', async () => {
    const { response, body } = await rank('/v1/rerank', { ...request, model: 'busy' })
    expect(response.headers.get('x-turnout-attempted-fallbacks')).toBe('1')
    expect(body).toMatchObject({ id: 'r' })
  })

  it('is not for a model that speaks only', async () => {
    const { response, body } = await rank('/v1/rerank', { ...request, model: 'ollama' })
    expect(response.status).toBe(404)
    expect(body).toMatchObject({ error: { message: expect.stringContaining('rerank') } })
  })
})
