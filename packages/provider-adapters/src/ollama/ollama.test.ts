import { Secret } from '@turnout/core'
import { describe, expect, it } from 'vitest'
import { chatCall, exchangeOf, failureOf, json, providerCall, wholeOf } from '../test-support/provider-call.test.ts'
import { haveRecordings, recordingsOf } from '../test-support/recordings.test.ts'
import { ollama } from './ollama.ts'
import { chatBody } from './request.ts'

const answer = '{"model":"llama","message":{"role":"assistant","content":"Hi"},"done":true,"done_reason":"stop"}'
const failing = (status: number, error: unknown) => ({ ...json(JSON.stringify({ error })), status })

describe('ollama', () => {
  it.each([
    [undefined, 'http://localhost:11434/api/chat'],
    ['http://h:1/', 'http://h:1/api/chat'],
    ['http://h/v1', 'http://h/api/chat'],
    ['http://h/api', 'http://h/api/chat'],
    ['http://h/api/generate', 'http://h/api/chat'],
    ['https://ollama.com', 'https://ollama.com/api/chat'],
    ['http://h/behind/proxy', 'http://h/behind/proxy/api/chat'],
  ])('with the base %s asks %s', async (apiBase, url) => {
    const call = chatCall({}, { deployment: apiBase ? { apiBase } : {} })
    const { transport, exchange } = exchangeOf(ollama(), call, json(answer))
    await exchange
    const { request, headers } = transport.seen[0] ?? expect.fail('nothing was sent')
    expect(request.origin + request.path).toBe(url)
    expect(headers).not.toHaveProperty('authorization')
  })

  it('does not take a message for whole that is not done', async () => {
    const half = json('{"model":"llama","message":{"role":"assistant","content":"Hi"},"done":false}')
    const { exchange } = exchangeOf(ollama(), chatCall(), half)
    expect(await failureOf(exchange)).toMatchObject({ kind: 'server', code: 'upstream_invalid_response' })
  })

  it('sends the key where there is one', async () => {
    const call = chatCall({}, { deployment: { apiKey: new Secret('k') } })
    expect(exchangeOf(ollama(), call, json(answer)).transport.seen[0]?.headers['authorization']).toBe('Bearer k')
  })

  const inner =
    '{"error":{"code":400,"message":"request (351 tokens) exceeds the available context size (256 tokens)"}}'
  it.each([
    [404, "model 'x' not found", 'not-found'],
    [400, 'prompt too long; exceeded max context length by 9 tokens', 'context-window'],
    [400, 'the input length exceeds the context length', 'context-window'],
    [400, 'the prompt is longer than the context length currently available to the model', 'context-window'],
    [400, inner, 'context-window'],
    [400, '"llama" does not support thinking', 'bad-request'],
    [401, 'unauthorized', 'authentication'],
    [500, 'llama runner process has terminated', 'server'],
    [503, 'server busy, please try again', 'unavailable'],
  ])('calls a %i (%s) %s', async (status, error, kind) => {
    for (const stream of [false, true]) {
      const { exchange } = exchangeOf(ollama(), chatCall({}, { stream }), failing(status, error))
      expect(await failureOf(exchange)).toMatchObject({ kind, upstreamStatus: status })
    }
  })

  it('does not take an error with the status 200 for an answer', async () => {
    const { exchange } = exchangeOf(ollama(), chatCall(), failing(200, 'oops'))
    expect(await failureOf(exchange)).toMatchObject({ kind: 'server', message: 'oops' })
  })

  it.skipIf(!haveRecordings)('would have asked the same as was recorded, but for what asks for nothing', () => {
    const recorded = recordingsOf('ollama').filter(({ url }) => url.endsWith('/api/chat'))
    expect(recorded).toHaveLength(2)
    for (const { request } of recorded) {
      const { model, messages, stream, format, keep_alive, ...rest } = request
      const call = chatCall({ messages }, { stream: stream === true, deployment: { model: String(model) } })
      const body = { ...{ model, messages, stream, truncate: false, shift: false }, ...rest }
      expect(JSON.parse(chatBody(call))).toEqual(body)
      expect([format, keep_alive]).toEqual(['', null])
    }
  })

  it.skipIf(!haveRecordings)('knows the recorded failure of a prompt that is too long', async () => {
    const { body } = recordingsOf('ollama').find(({ status }) => status === 400) ?? expect.fail('none')
    const { exchange } = exchangeOf(ollama(), chatCall(), { ...json(body), status: 400 })
    expect(await failureOf(exchange)).toMatchObject({ kind: 'context-window' })
  })
})

describe('embeddings by Ollama', () => {
  const embed = async (body: string, count: number) => {
    const call = providerCall('embedding', { input: Array.from({ length: count }, () => 'a') })
    return wholeOf((await exchangeOf(ollama(), call, json(body)).exchange).batches)
  }

  it('come in the order of the input, with their count', async () => {
    const batch = await embed('{"model":"e","embeddings":[[1,2],[3,4]],"prompt_eval_count":4}', 2)
    expect(batch.result()).toMatchObject({ model: 'e', data: [{ embedding: [1, 2] }, { embedding: [3, 4] }] })
    expect(batch.usage()).toEqual({ prompt_tokens: 4, completion_tokens: 0, total_tokens: 4 })
  })

  it.skipIf(!haveRecordings)('are read as they were recorded', async () => {
    const { body } = recordingsOf('ollama').find((entry) => entry.case === 'native-embed') ?? expect.fail('none')
    const { embeddings, prompt_eval_count } = JSON.parse(body)
    const batch = await embed(body, embeddings.length)
    expect(batch.result().data.map(({ embedding }) => embedding)).toEqual(embeddings)
    expect(batch.usage()?.prompt_tokens).toBe(prompt_eval_count)
  })
})
