import { expect, it } from 'vitest'
import { estimateTokens } from './estimate.ts'
import { rerankPieces } from './rerank-pieces.ts'

it('reads the query with each document', () => {
  const documents = ['a', { text: 'b', at: 1 }, { title: 'c' }, 7]
  expect(rerankPieces({ query: 'q', documents })).toEqual([
    ['q', 'a'],
    ['q', 'b'],
    ['q', '{"title":"c"}'],
    ['q', ''],
  ])
  expect(rerankPieces({ query: 'q', documents: 'a' })).toEqual([])
})

it('counts as many queries as there are documents', () => {
  const request = { model: 'm', query: 'q'.repeat(400), documents: ['d'.repeat(800), 'd'.repeat(400)] }
  expect(estimateTokens(request)).toBe(100 + 200 + 100 + 100)
})
