import type { RerankRequest } from '@turnout/core'
import { describe, expect, it } from 'vitest'
import { providerCall } from '../test-support/provider-call.test.ts'
import { rerankResult } from './rerank-result.ts'

const documents = ['Paris is in France', { text: 'Ruby is a language' }, 'Rails, a Ruby framework']
const rank = (request: Partial<RerankRequest>) =>
  rerankResult(providerCall('rerank', { query: 'ruby language', documents, ...request }))

describe('rankings', () => {
  it('name the documents with most of the words first', () => {
    expect(rank({}).results).toEqual([
      { index: 1, relevance_score: 1 },
      { index: 2, relevance_score: 0.5 },
      { index: 0, relevance_score: 0 },
    ])
  })

  it('name as many as were asked for, with their texts where those were', () => {
    expect(rank({ top_n: 2, return_documents: true }).results).toEqual([
      { index: 1, relevance_score: 1, document: { text: 'Ruby is a language' } },
      { index: 2, relevance_score: 0.5, document: { text: 'Rails, a Ruby framework' } },
    ])
  })

  it('leave documents without any in their order', () => {
    expect(rank({ query: '?' }).results.map(({ index }) => index)).toEqual([0, 1, 2])
  })

  it('count the query with each document', () => {
    expect(rank({}).usage).toEqual({ prompt_tokens: 3 * 2 + 4 + 4 + 4, total_tokens: 18 })
  })
})
