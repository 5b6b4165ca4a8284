import type { EmbeddingRequest, Exchange, ProviderAdapter, ProviderCall } from '@turnout/core'
import { testRuntime } from '@turnout/testing'
import { beforeEach, describe, expect, it } from 'vitest'
import { createRouter } from '../create-router.ts'
import type { RouterOptions } from '../options.ts'
import type { Router } from '../router.ts'

describe('cachedEmbedding', () => {
  let asked: unknown[]
  let router: Router
  let options: RouterOptions

  /** An embedding says which text it is of. */
  const embedding = async ({ request }: ProviderCall<'embedding'>): Promise<Exchange<'embedding'>> => {
    asked.push(request.input)
    const texts = Array.isArray(request.input) && typeof request.input[0] !== 'number' ? request.input : [request.input]
    const data = texts.map((text, index) => ({ object: 'embedding', index, embedding: [String(text).length] }))
    const usage = { prompt_tokens: texts.length * 2, completion_tokens: 0, total_tokens: texts.length * 2 }
    const result = { object: 'list', model: 'up', data: data.toReversed(), usage }
    const whole = { kind: 'whole', result: () => result, usage: () => usage } as const
    return { head: { status: 200, headers: {} }, batches: only(whole), whole, cancel: () => {} }
  }

  beforeEach(() => {
    asked = []
    const provider: ProviderAdapter = { name: 'up', operations: { embedding } }
    const modelList = [
      { modelName: 'e', litellmParams: { model: 'up/e', inputCostPerToken: 1, outputCostPerToken: 1 } },
    ]
    options = { modelList, cache: true, providers: { up: provider }, runtime: testRuntime() }
    router = createRouter(options)
  })

  const ask = async (input: EmbeddingRequest['input'], more: object = {}) => {
    const reply = await router.call('embedding', { model: 'e', input, ...more })
    const { data, usage, model } = reply.whole().result()
    return {
      data: data.map(({ index, embedding }) => [index, ...embedding]),
      usage,
      model,
      status: reply.cache?.status,
    }
  }

  it('asks only for the texts that are not there, and answers in the order of all', async () => {
    expect(await ask(['a', 'bb', 'ccc'])).toMatchObject({
      data: [
        [2, 3],
        [1, 2],
        [0, 1],
      ],
      status: 'miss',
    })
    const both = await ask(['ccc', 'dddd', 'a', 'eeeee'])
    expect(both).toEqual({
      data: [
        [0, 3],
        [1, 4],
        [2, 1],
        [3, 5],
      ],
      usage: { prompt_tokens: 8, total_tokens: 8 },
      model: 'up',
      status: 'miss',
    })
    expect(asked).toEqual([
      ['a', 'bb', 'ccc'],
      ['dddd', 'eeeee'],
    ])
  })

  it('asks nobody where all are there, also one that came with others', async () => {
    await ask(['a', 'bb'])
    expect(await ask('bb')).toMatchObject({ data: [[0, 2]], status: 'hit' })
    expect(await ask(['bb', 'bb', 'a'])).toMatchObject({
      data: [
        [0, 2],
        [1, 2],
        [2, 1],
      ],
      status: 'hit',
    })
    expect(asked).toHaveLength(1)
  })

  it('takes a list of tokens for one text, and lists of them for several', async () => {
    await ask([[1, 2], [3]])
    expect(await ask([1, 2])).toMatchObject({ status: 'hit' })
    expect(await ask([3, 4])).toMatchObject({ status: 'miss' })
    expect(asked).toEqual([
      [[1, 2], [3]],
      [3, 4],
    ])
  })

  it('does not take one size or form for another', async () => {
    await ask('a', { dimensions: 1 })
    expect(await ask('a', { dimensions: 2 })).toMatchObject({ status: 'miss' })
    expect(await ask('a', { dimensions: 2, encoding_format: 'base64' })).toMatchObject({ status: 'miss' })
  })

  it('asks once for the same texts at the same time, where that is wished for', async () => {
    router = createRouter({ ...options, cacheParams: { coalesce: true } })
    await ask('warm')
    const answers = await Promise.all([ask(['x', 'yy']), ask(['x', 'yy']), ask(['yy', 'x'])])
    expect(answers.map(({ status }) => status)).toEqual(['miss', 'hit', 'miss'])
    expect(asked).toEqual(['warm', ['x', 'yy'], ['yy', 'x']])
  })

  it('never mixes embeddings of two groups: a fallback is asked for all of them', async () => {
    const of = (size: number) => async (call: ProviderCall<'embedding'>) => {
      if (size === 1 && call.request.input.length > 1) throw new Error('down')
      return embedding(call)
    }
    const modelList = ['one', 'two'].map((name) => ({ modelName: name, litellmParams: { model: `${name}/e` } }))
    const providers = {
      one: { name: 'one', operations: { embedding: of(1) } },
      two: { name: 'two', operations: { embedding: of(2) } },
    }
    const fallbacks = [{ one: ['two'] }]
    const runtime = testRuntime()
    const both = createRouter({ modelList, fallbacks, cacheResponses: true, numRetries: 0, providers, runtime })
    await both.embedding({ model: 'one', input: ['a'] })
    const reply = await both.call('embedding', { model: 'one', input: ['a', 'bb', 'ccc'] })
    expect([reply.group, reply.whole().result().data.length]).toEqual(['two', 3])
    expect(asked).toEqual([['a'], ['a', 'bb', 'ccc']])
    expect((await both.call('embedding', { model: 'two', input: ['ccc'] })).cache?.status).toBe('hit')
  })

  it('names no more keys than fit into a header', async () => {
    const cache = { namespace: '名'.repeat(200) }
    const input = Array.from({ length: 16 }, (_, at) => `text ${at}`)
    const reply = await router.call('embedding', { model: 'e', input }, { cache })
    expect(reply.cache?.key.length).toBeLessThan(4_096)
  })

  it('leaves no texts to the provider', async () => {
    expect(await ask([])).toMatchObject({ data: [], status: 'miss' })
    expect(await ask([])).toMatchObject({ data: [], status: 'miss' })
  })
})

async function* only<T>(batch: T): AsyncGenerator<T> {
  yield batch
}
