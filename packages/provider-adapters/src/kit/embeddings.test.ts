import { describe, expect, it } from 'vitest'
import { providerCall } from '../test-support/provider-call.test.ts'
import { embeddingAsked, embeddingBatch, sumIfKnown } from './embeddings.ts'

const call = (request: object = {}, defaults = {}) =>
  providerCall('embedding', { input: 'a', ...request }, { deployment: { defaults } })

describe('embeddingAsked', () => {
  it.each([
    ['a', ['a']],
    [['a'], ['a']],
    [
      ['a', 'b'],
      ['a', 'b'],
    ],
  ])('reads %j', (input, texts) => {
    expect(embeddingAsked(call({ input }))).toMatchObject({ texts, dimensions: undefined })
  })

  it("puts the deployment's defaults under the request", () => {
    expect(embeddingAsked(call({}, { dimensions: 8 })).dimensions).toBe(8)
    expect(embeddingAsked(call({ dimensions: 4 }, { dimensions: 8 })).dimensions).toBe(4)
  })

  it.each([
    ['input', { input: 1 }],
    ['input', { input: [] }],
    ['dimensions', { dimensions: 0 }],
    ['encoding_format', { encoding_format: 'hex' }],
  ])('refuses a wrong %s: %j', (param, request) => {
    expect(() => embeddingAsked(call(request))).toThrow(expect.objectContaining({ kind: 'bad-request', param }))
  })

  it.each([[[1, 2]], [[[1, 2], [3]]]])('refuses tokens: %j', (input) => {
    expect(() => embeddingAsked(call({ input }))).toThrow(
      expect.objectContaining({ kind: 'bad-request', code: 'unsupported_parameter', param: 'input' }),
    )
  })
})

describe('embeddingBatch', () => {
  const vectors = [
    [1, -0.5],
    [0.25, 0],
  ]
  const both = { input: ['a', 'b'] }

  it('keeps the order, and the count', () => {
    const batch = embeddingBatch(call(both), { vectors, promptTokens: 3 })
    expect(batch.result()).toEqual({
      object: 'list',
      data: vectors.map((embedding, index) => ({ object: 'embedding', index, embedding })),
      ...{ model: 'm', usage: { prompt_tokens: 3, total_tokens: 3 } },
    })
    expect(batch.usage()).toEqual({ prompt_tokens: 3, completion_tokens: 0, total_tokens: 3 })
  })

  it.each([undefined, null])('says nothing of usage where nobody counted: %s', (promptTokens) => {
    const batch = embeddingBatch(call(both), { vectors, model: 'n', promptTokens })
    expect(batch.result()).not.toHaveProperty('usage')
    expect(batch.result().model).toBe('n')
    expect(batch.usage()).toBeUndefined()
  })

  it.each([
    [{ encoding_format: 'base64' }, {}],
    [{}, { encoding_format: 'base64' }],
  ])('writes 32-bit floats in base64 where %j %j asks', (request, defaults) => {
    const { data } = embeddingBatch(call({ ...both, ...request }, defaults), { vectors }).result()
    const bytes = Buffer.from(String(data[0]?.embedding), 'base64')
    expect([bytes.readFloatLE(0), bytes.readFloatLE(4), bytes.length]).toEqual([1, -0.5, 8])
  })

  it('does not believe another number of vectors', () => {
    expect(() => embeddingBatch(call(), { vectors })).toThrow(
      expect.objectContaining({ kind: 'server', code: 'upstream_invalid_response' }),
    )
  })
})

describe('sumIfKnown', () => {
  it.each([
    [[1, 2], 3],
    [[0], 0],
    [[1, null], undefined],
    [[undefined], undefined],
  ])('of %j is %s', (counts, sum) => {
    expect(sumIfKnown(counts)).toBe(sum)
  })
})
