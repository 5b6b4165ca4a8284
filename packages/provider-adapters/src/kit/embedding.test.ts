import { describe, expect, it } from 'vitest'
import { providerCall } from '../test-support/provider-call.test.ts'
import { embeddings, textsToEmbed } from './embedding.ts'

describe('textsToEmbed', () => {
  it.each([
    ['a', ['a']],
    [
      ['a', 'b'],
      ['a', 'b'],
    ],
  ])('takes %j', (input, texts) => {
    expect(textsToEmbed({ input }, 'x')).toEqual(texts)
  })

  it.each([
    [[1, 2], 'unsupported_parameter'],
    [[[1], [2]], 'unsupported_parameter'],
    [[], undefined],
  ])('refuses %j', (input, code) => {
    const refusal = expect.objectContaining({ kind: 'bad-request', param: 'input', code })
    expect(() => textsToEmbed({ input }, 'x')).toThrow(refusal)
  })
})

it('refuses a format that nobody has', () => {
  const { request } = providerCall('embedding', Object.assign({ input: 'a' }, JSON.parse('{"encoding_format":"hex"}')))
  expect(() => textsToEmbed(request, 'x')).toThrow(
    expect.objectContaining({ kind: 'bad-request', param: 'encoding_format' }),
  )
})

describe('embeddings', () => {
  const vectors = [
    [1, 2],
    [0.5, -1],
  ]
  const made = (request: object, said: object = {}) =>
    embeddings(providerCall('embedding', { input: ['a', 'b'], ...request }), 2, { vectors, tokens: 3, ...said })

  it('are numbered in the order of the input', () => {
    const usage = { prompt_tokens: 3, total_tokens: 3 }
    const data = vectors.map((embedding, index) => ({ object: 'embedding', index, embedding }))
    expect(made({}).result()).toEqual({ object: 'list', data, model: 'm', usage })
    expect(made({}).usage()).toEqual({ ...usage, completion_tokens: 0 })
  })

  it('are base64 of little-endian floats where that is asked for', () => {
    expect(made({ encoding_format: 'base64' }).result().data[0]?.embedding).toBe('AACAPwAAAEA=')
  })

  it('say nothing of usage that the provider does not', () => {
    expect(made({}, { tokens: undefined }).usage()).toBeUndefined()
    expect(made({}, { tokens: undefined }).result()).not.toHaveProperty('usage')
  })

  it('are as many as were asked for', () => {
    expect(() => made({}, { vectors: [[1]] })).toThrow(expect.objectContaining({ code: 'upstream_invalid_response' }))
  })
})
