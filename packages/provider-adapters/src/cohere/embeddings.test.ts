import { describe, expect, it } from 'vitest'
import { exchangeOf, json, providerCall, wholeOf } from '../test-support/provider-call.test.ts'
import { cohere } from './cohere.ts'
import { embeddingBody } from './embeddings.ts'

const image = 'data:image/png;base64,AA=='
const bodyOf = (request: object) => JSON.parse(embeddingBody(providerCall('embedding', { input: 'a', ...request })))

describe('embeddings by Cohere', () => {
  it('are asked for as numbers, of documents unless it is said', () => {
    const common = { model: 'm', embedding_types: ['float'] }
    expect(bodyOf({})).toEqual({ ...common, input_type: 'search_document', texts: ['a'] })
    const asked = { input: ['a', 'b'], dimensions: 256, input_type: 'search_query', truncate: 'NONE', user: 'u' }
    expect(bodyOf({ ...asked, encoding_format: 'base64' })).toEqual({
      ...{ ...common, input_type: 'search_query', texts: ['a', 'b'], output_dimension: 256, truncate: 'NONE' },
    })
  })

  it('may be of images, and of both', () => {
    expect(bodyOf({ input: [image] })).toMatchObject({ input_type: 'image', images: [image] })
    const inputs = [
      { content: [{ type: 'text', text: 'a' }] },
      { content: [{ type: 'image_url', image_url: { url: image } }] },
    ]
    expect(bodyOf({ input: ['a', image] })).toMatchObject({ input_type: 'search_document', inputs })
  })

  it.each([
    [{ billed_units: { input_tokens: 7 } }, 7],
    [{ billed_units: { input_tokens: 7, image_tokens: 5 } }, 12],
    [{ billed_units: { input_tokens: 7 }, tokens: { input_tokens: 9 } }, 9],
    [undefined, undefined],
  ])('count %j as %s tokens', async (meta, tokens) => {
    const body = { id: 'e', embeddings: { float: [[1], [2]] }, texts: ['a', 'b'], meta }
    const call = providerCall('embedding', { input: ['a', 'b'] })
    const batch = await wholeOf((await exchangeOf(cohere(), call, json(JSON.stringify(body))).exchange).batches)
    expect(batch.result().data.map(({ embedding }) => embedding)).toEqual([[1], [2]])
    expect(batch.usage()?.prompt_tokens).toBe(tokens)
  })
})
