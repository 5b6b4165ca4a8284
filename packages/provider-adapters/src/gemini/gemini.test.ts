import { type Deployment, Secret } from '@turnout/core'
import { describe, expect, it } from 'vitest'
import { chatCall, exchangeOf, failureOf, json, providerCall, wholeOf } from '../test-support/provider-call.test.ts'
import { recordingsOf } from '../test-support/recordings.test.ts'
import { gemini } from './gemini.ts'

const body = JSON.stringify({ candidates: [{ content: { parts: [{ text: 'hi' }] }, finishReason: 'STOP' }] })
const google = 'https://generativelanguage.googleapis.com'

async function sent(deployment: Partial<Deployment>, stream = false) {
  const { transport, exchange } = exchangeOf(gemini(), chatCall({}, { deployment, stream }), json(body))
  await exchange.catch(() => {})
  const [seen] = transport.seen
  if (!seen) throw new Error('nothing was sent')
  return { ...seen, url: seen.request.origin + seen.request.path }
}

describe('gemini', () => {
  it.each([
    [{}, `${google}/v1beta/models/m:generateContent`],
    [{ model: 'tunedModels/x-1' }, `${google}/v1beta/tunedModels/x-1:generateContent`],
    [{ apiBase: 'http://h/' }, 'http://h/v1beta/models/m:generateContent'],
    [{ apiBase: 'http://h/v1' }, 'http://h/v1/models/m:generateContent'],
    [{ apiBase: 'http://h/gemini/v1beta/' }, 'http://h/gemini/v1beta/models/m:generateContent'],
  ])('of %j asks %s', async (deployment, url) => {
    expect((await sent(deployment)).url).toBe(url)
  })

  it('asks for a stream of events', async () => {
    expect((await sent({}, true)).url).toBe(`${google}/v1beta/models/m:streamGenerateContent?alt=sse`)
  })

  it('has its key in a header, and nowhere else', async () => {
    const { headers, url } = await sent({ apiKey: new Secret('k-1'), settings: { extra_headers: { 'x-a': 'b' } } })
    expect(headers).toMatchObject({ 'x-goog-api-key': 'k-1', 'x-a': 'b' })
    expect(headers).not.toHaveProperty('authorization')
    expect(url).not.toContain('k-1')
  })

  it.each(['../x', 'a/b/c', 'a?b', 'a:b', ''])('does not take %j for a model', async (model) => {
    const { exchange, transport } = exchangeOf(gemini(), chatCall({}, { deployment: { model } }), json(body))
    expect(await failureOf(exchange)).toMatchObject({ code: 'deployment_misconfigured' })
    expect(transport.seen).toEqual([])
  })
})

describe('embeddings of Gemini', () => {
  const call = (request: object) =>
    providerCall('embedding', { input: ['a', 'b'], ...request }, { deployment: { model: 'gemini-embedding-001' } })

  it('are asked for at once', async () => {
    const asked = call({ dimensions: 2, task_type: 'RETRIEVAL_QUERY' })
    const answer = { embeddings: [{ values: [1, 0] }, { values: [0, 1] }], usageMetadata: { promptTokenCount: 5 } }
    const { transport, exchange } = exchangeOf(gemini(), asked, json(JSON.stringify(answer)))
    const batch = await wholeOf((await exchange).batches)
    const model = 'models/gemini-embedding-001'
    expect(transport.seen[0]?.request.path).toBe(`/v1beta/${model}:batchEmbedContents`)
    expect(JSON.parse(transport.seen[0]?.body ?? '')).toEqual({
      requests: ['a', 'b'].map((text) => ({
        ...{ model, content: { parts: [{ text }] }, taskType: 'RETRIEVAL_QUERY', outputDimensionality: 2 },
      })),
    })
    expect(batch.result().data).toMatchObject([{ embedding: [1, 0] }, { embedding: [0, 1] }])
    expect(batch.usage()?.prompt_tokens).toBe(5)
  })

  const [recorded] = recordingsOf('gemini').filter((recording) => recording.case === 'embeddings')
  it.skipIf(!recorded)('are read, and asked for as they were recorded', async () => {
    if (!recorded) return
    const input = "Ruby is a programmer's best friend"
    const { transport, exchange } = exchangeOf(gemini(), call({ input, dimensions: 768 }), json(recorded.body))
    const { data } = (await wholeOf((await exchange).batches)).result()
    expect(JSON.parse(transport.seen[0]?.body ?? '')).toEqual(recorded.request)
    expect(data[0]?.embedding).toHaveLength(768)
  })

  it.each(['{}', 'null', '{"embeddings":[{}]}', '{"embeddings":[{"values":[1]}]}'])(
    'are not believed: %j',
    async (text) => {
      const { exchange } = exchangeOf(gemini(), call({}), json(text))
      expect(await failureOf(exchange)).toMatchObject({ kind: 'server', code: 'upstream_invalid_response' })
    },
  )
})
