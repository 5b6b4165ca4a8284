import type { EmbeddingRequest } from '@turnout/core'
import { FakeTransport } from '@turnout/testing'
import { describe, expect, it } from 'vitest'
import { bearerDeployment } from '../../test-support/bedrock-recordings.test.ts'
import { failureOf, json, providerCall, wholeOf } from '../../test-support/provider-call.test.ts'
import { bedrock } from '../bedrock.ts'

const models = {
  titan1: 'amazon.titan-embed-text-v1',
  titan2: 'amazon.titan-embed-text-v2:0',
  image: 'amazon.titan-embed-image-v1',
  nova: 'amazon.nova-2-multimodal-embeddings-v1:0',
  cohere3: 'cohere.embed-english-v3',
  cohere4: 'us.cohere.embed-v4:0',
}

/** Asks for embeddings; each text of n letters has the vector [n, 0.5]. */
function embed(model: string, request: Omit<EmbeddingRequest, 'model'>, answer = answerTo) {
  const bodies: Record<string, unknown>[] = []
  const transport = new FakeTransport((sent) => {
    const body = JSON.parse(String(sent.body))
    bodies.push(body)
    const headers = { 'content-type': 'application/json', 'x-amzn-bedrock-input-token-count': '7' }
    return { ...json(JSON.stringify(answer(body))), headers }
  })
  const call = providerCall('embedding', request, { deployment: { ...bearerDeployment, model } })
  const exchange = bedrock().operations.embedding?.({ ...call, runtime: { ...call.runtime, transport } })
  const result = (async () => (await wholeOf((await (exchange ?? expect.fail('none'))).batches)).result())()
  result.catch(() => {})
  return { bodies, result, transport }
}

// biome-ignore lint/suspicious/noExplicitAny: whatever the bodies are.
function answerTo(body: any): object {
  const vector = (text: string) => [text.length, 0.5]
  if (body.texts) return { embeddings: { float: body.texts.map(vector) } }
  if (body.inputText) return { embedding: vector(body.inputText), inputTextTokenCount: 3 }
  return { embeddings: [{ embeddingType: 'TEXT', embedding: vector(body.singleEmbeddingParams.text.value) }] }
}

describe('embeddings', () => {
  it.each([
    [models.titan1, {}, { inputText: 'abc' }],
    [models.titan2, { dimensions: 256, normalize: false }, { inputText: 'abc', dimensions: 256, normalize: false }],
    [models.image, { dimensions: 256 }, { inputText: 'abc', embeddingConfig: { outputEmbeddingLength: 256 } }],
    [models.cohere3, { input_type: 'search_query' }, { texts: ['abc'], input_type: 'search_query' }],
    [models.cohere4, { dimensions: 512 }, { texts: ['abc'], input_type: 'search_document', output_dimension: 512 }],
    [
      models.nova,
      { dimensions: 256 },
      {
        taskType: 'SINGLE_EMBEDDING',
        singleEmbeddingParams: {
          ...{ embeddingPurpose: 'GENERIC_INDEX', embeddingDimension: 256 },
          text: { truncationMode: 'END', value: 'abc' },
        },
      },
    ],
  ])('asks %s with %j in its words', async (model, more, body) => {
    const { bodies, result } = embed(model, { input: 'abc', ...more })
    expect(await result).toMatchObject({ object: 'list', model, data: [{ index: 0, embedding: [3, 0.5] }] })
    expect(bodies).toEqual([body])
  })

  it('asks Titan for each text by itself, and keeps the order', async () => {
    const input = Array.from({ length: 9 }, (_, i) => 'x'.repeat(9 - i))
    const { bodies, result } = embed(models.titan2, { input })
    const { data, usage } = await result
    expect(data.map(({ embedding }) => embedding[0])).toEqual([9, 8, 7, 6, 5, 4, 3, 2, 1])
    expect(data.map(({ index }) => index)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8])
    expect(usage).toEqual({ prompt_tokens: 27, total_tokens: 27 })
    expect(bodies).toHaveLength(9)
  })

  it('gives Cohere no more texts than it takes', async () => {
    const { bodies, result } = embed(models.cohere3, { input: Array<string>(97).fill('a') })
    const { data, usage } = await result
    expect(data).toHaveLength(97)
    expect(bodies.map(({ texts }) => (texts as string[]).length)).toEqual([96, 1])
    expect(usage?.prompt_tokens).toBe(14)
  })

  it('reads the older answers of Cohere', async () => {
    const { result } = embed(models.cohere3, { input: ['a', 'b'] }, () => ({ embeddings: [[1], [2]] }))
    expect((await result).data).toMatchObject([{ embedding: [1] }, { embedding: [2] }])
  })

  it('writes base64 where that is asked for', async () => {
    const [entry] = (await embed(models.titan2, { input: 'abc', encoding_format: 'base64' }).result).data
    const bytes = Buffer.from(String(entry?.embedding), 'base64')
    expect([bytes.readFloatLE(0), bytes.readFloatLE(4)]).toEqual([3, 0.5])
  })

  it('does not believe another number of vectors', async () => {
    const { result } = embed(models.cohere3, { input: ['a', 'b'] }, () => ({ embeddings: [[1]] }))
    expect(await failureOf(result)).toMatchObject({ kind: 'server', code: 'upstream_invalid_response' })
  })

  it.each<readonly [model: string, request: Omit<EmbeddingRequest, 'model'>, failure: object]>([
    [models.titan1, { input: 'a', dimensions: 8 }, { param: 'dimensions' }],
    [models.cohere3, { input: 'a', dimensions: 8 }, { param: 'dimensions' }],
    [models.titan2, { input: [1, 2] }, { param: 'input', code: 'unsupported_parameter' }],
    [models.titan2, { input: [[1], [2]] }, { param: 'input', code: 'unsupported_parameter' }],
    [models.titan2, { input: [] }, { param: 'input', kind: 'bad-request' }],
    ['acme.embed', { input: 'a' }, { code: 'deployment_misconfigured' }],
  ])('refuses %s %j before anything is sent', async (model, request, failure) => {
    const { result, transport } = embed(model, request)
    expect(await failureOf(result)).toMatchObject(failure)
    expect(transport.seen).toEqual([])
  })
})
