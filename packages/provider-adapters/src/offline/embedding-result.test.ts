import type { EmbeddingRequest } from '@turnout/core'
import { describe, expect, it } from 'vitest'
import { providerCall } from '../test-support/provider-call.test.ts'
import { embeddingResult } from './embedding-result.ts'

const embed = (request: Omit<EmbeddingRequest, 'model'>) => embeddingResult(providerCall('embedding', request))
const vectors = (request: Omit<EmbeddingRequest, 'model'>) => embed(request).data.map(({ embedding }) => embedding)

describe('embeddingResult', () => {
  it('are vectors of length one, eight numbers each', () => {
    const [vector] = vectors({ input: 'hello world' }) as number[][]
    expect(vector).toHaveLength(8)
    expect(Math.hypot(...(vector ?? []))).toBeCloseTo(1)
  })

  it('depend on the text alone', () => {
    const [a, b, c] = vectors({ input: ['a', 'b', 'a'] })
    expect(a).toEqual(c)
    expect(a).not.toEqual(b)
  })

  it('have as many numbers as were asked for', () => {
    expect(vectors({ input: 'a', dimensions: 3 })[0]).toHaveLength(3)
  })

  it('come in base64 where that was asked for, with the same numbers', () => {
    const [text] = vectors({ input: 'a', encoding_format: 'base64' }) as string[]
    const [numbers] = vectors({ input: 'a' }) as number[][]
    const bytes = Buffer.from(text ?? '', 'base64')
    const decoded = Array.from({ length: bytes.length / 4 }, (_, i) => bytes.readFloatLE(4 * i))
    expect(decoded).toEqual([...new Float32Array(numbers ?? [])])
  })

  it.each<readonly [what: string, input: EmbeddingRequest['input'], count: number]>([
    ['a text', 'a b', 1],
    ['texts', ['a', 'b'], 2],
    ['tokens', [1, 2, 3], 1],
    ['lists of tokens', [[1, 2], [3]], 2],
    ['nothing', [], 0],
  ])('take %s', (_what, input, count) => {
    expect(embed({ input }).data.map(({ index }) => index)).toEqual([...Array(count).keys()])
  })

  it('count their words', () => {
    expect(embed({ input: ['a b', 'c'] }).usage).toEqual({ prompt_tokens: 3, total_tokens: 3 })
  })
})
