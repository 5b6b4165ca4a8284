import { describe, expect, it } from 'vitest'
import { exchangeOf, failureOf, json, providerCall, wholeOf } from '../test-support/provider-call.test.ts'
import { openaiCompatible } from './adapter.ts'
import { vendors } from './vendors.ts'

const vendor = (name: string) => openaiCompatible(vendors[name] ?? expect.fail(`no ${name}`))
const call = providerCall(
  'rerank',
  { query: 'q', documents: ['a', 'b'], top_n: 1, return_documents: true },
  { deployment: { model: 'rank', apiBase: 'http://h/v1' } },
)
const results = [{ index: 1, relevance_score: 0.9, document: { text: 'b' } }]

describe('a ranking in the words of Jina', () => {
  it.each(['jina_ai', 'hosted_vllm', 'together_ai', 'openrouter', 'openai_like'])('goes through %s', async (name) => {
    const body = JSON.stringify({ model: 'rank', usage: { total_tokens: 15 }, results })
    const { exchange, transport } = exchangeOf(vendor(name), call, json(body))
    const batch = await wholeOf((await exchange).batches)
    const [seen] = transport.seen
    expect(seen?.request.path).toBe('/v1/rerank')
    expect(JSON.parse(seen?.body ?? '')).toEqual({
      ...{ model: 'rank', query: 'q', documents: ['a', 'b'], top_n: 1, return_documents: true },
    })
    expect(Buffer.from(batch.raw ?? []).toString()).toBe(body)
    expect(batch.result().results).toEqual(results)
    expect(batch.usage()).toMatchObject({ prompt_tokens: 15, completion_tokens: 0, total_tokens: 15 })
  })

  it.each(['{"results":[]}', '{"data":[]}', '{}'])('does not believe %s', async (body) => {
    const { exchange } = exchangeOf(vendor('hosted_vllm'), call, json(body))
    expect(await failureOf(exchange)).toMatchObject({ code: 'upstream_invalid_response' })
  })

  it('is not asked of those who have none', () => {
    expect(vendor('groq').operations.rerank).toBeUndefined()
    expect(Object.keys(vendor('jina_ai').operations)).toEqual(['embedding', 'rerank'])
  })
})
