import type { RerankRequest } from '@turnout/core'
import { describe, expect, it } from 'vitest'
import { exchangeOf, failureOf, json, providerCall, wholeOf } from '../test-support/provider-call.test.ts'
import { cohere } from './cohere.ts'
import { rerankBody } from './rerank.ts'

const documents = ['a', { text: 'b', page: 2 }]
const callOf = (request: Partial<RerankRequest> = {}) => providerCall('rerank', { query: 'q', documents, ...request })
const answer = {
  id: 'r',
  results: [
    { index: 1, relevance_score: 0.9 },
    { index: 0, relevance_score: 0.1 },
  ],
  meta: { billed_units: { search_units: 1 } },
}
const read = async (request: Partial<RerankRequest>, given: object = {}) =>
  wholeOf((await exchangeOf(cohere(), callOf(request), json(JSON.stringify({ ...answer, ...given }))).exchange).batches)

describe('a ranking by Cohere', () => {
  it('is asked for with texts alone', () => {
    expect(JSON.parse(rerankBody(callOf({ top_n: 1, max_tokens_per_doc: 100, return_documents: true })))).toEqual({
      ...{ model: 'm', query: 'q', documents: ['a', 'b'], top_n: 1, max_tokens_per_doc: 100 },
    })
  })

  it('is passed on, with the texts where they were asked for', async () => {
    expect((await read({})).result()).toEqual(answer)
    expect((await read({ return_documents: true })).result().results).toEqual([
      { index: 1, relevance_score: 0.9, document: { text: 'b' } },
      { index: 0, relevance_score: 0.1, document: { text: 'a' } },
    ])
  })

  it('counts tokens where Cohere does', async () => {
    expect((await read({})).usage()).toBeUndefined()
    const meta = { tokens: { input_tokens: 214, output_tokens: 2 } }
    expect((await read({}, { meta })).usage()).toEqual({ prompt_tokens: 214, completion_tokens: 2, total_tokens: 216 })
  })

  it.each<readonly [string, Partial<RerankRequest>]>([
    ['documents[1]', { documents: ['a', { title: 'b' }] }],
    ['rank_fields', { rank_fields: ['title'] }],
    ['max_chunks_per_doc', { max_chunks_per_doc: 3 }],
    ['top_n', { top_n: -1 }],
  ])('is refused for %s', async (param, request) => {
    const { exchange, transport } = exchangeOf(cohere(), callOf(request), {})
    expect(await failureOf(exchange)).toMatchObject({ kind: 'bad-request', param })
    expect(transport.seen).toEqual([])
  })

  it('of a document that nobody sent is not believed', async () => {
    await expect(read({ documents: ['a'] })).rejects.toMatchObject({ code: 'upstream_invalid_response' })
  })
})
