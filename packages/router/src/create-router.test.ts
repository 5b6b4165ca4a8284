import { ConfigError } from '@turnout/config-loader'
import { defineStrategy } from '@turnout/core'
import { fails, says, scriptedProvider, testRuntime } from '@turnout/testing'
import { describe, expect, it } from 'vitest'
import { createRouter } from './create-router.ts'
import { createRouterFromConfig } from './create-router-from-config.ts'
import type { ModelOptions } from './options.ts'

const messages = [{ role: 'user', content: 'hi' }]

describe('createRouter', () => {
  it('knows its groups and aliases when it is compiled, and no others', async () => {
    const router = createRouter({
      modelList: [{ modelName: 'gpt', litellmParams: { model: 'scripted/a' } }],
      modelGroupAlias: { nick: 'gpt' },
      providers: { scripted: scriptedProvider({}) },
      runtime: testRuntime(),
    })
    expect(await router.completion({ model: 'gpt', messages })).toMatchObject({ model: 'a' })
    expect(await router.completion({ model: 'nick', messages })).toMatchObject({ model: 'a' })
    // @ts-expect-error there is no such group
    await expect(router.completion({ model: 'gtp', messages })).rejects.toMatchObject({ kind: 'model-not-found' })
  })

  it('takes any name where the list is typed open', async () => {
    const modelList: readonly ModelOptions[] = [{ modelName: 'gpt', litellmParams: { model: 'scripted/a' } }]
    const router = createRouter({ modelList, providers: { scripted: scriptedProvider({}) }, runtime: testRuntime() })
    const model: string = 'gpt'
    expect(await router.completion({ model, messages })).toMatchObject({ model: 'a' })
  })

  it('types an answer by `stream`', async () => {
    const providers = { scripted: scriptedProvider({ a: [says('hello')] }) }
    const router = createRouter({
      modelList: [{ modelName: 'm', litellmParams: { model: 'scripted/a' } }],
      providers,
      runtime: testRuntime(),
    })
    const plain = await router.completion({ model: 'm', messages })
    expect(plain.choices[0]?.message.content).toBe('hello')
    const stream = await router.completion({ model: 'm', messages, stream: true })
    const deltas: (string | null | undefined)[] = []
    for await (const chunk of stream) deltas.push(chunk.choices[0]?.delta.content)
    expect(deltas).toEqual([undefined, 'hello', undefined])
  })

  it('names every problem at once', () => {
    const options = {
      modelList: [{ modelName: '', litellmParams: { model: 'scripted/a', rpm: -1 } }],
      routingStrategy: 'simple-shufle',
    }
    const create = () => createRouter(options)
    expect(create).toThrow(ConfigError)
    expect(create).toThrow(/model_name[\s\S]*rpm/)
    const misspelt = () =>
      createRouter({
        modelList: [{ modelName: 'm', litellmParams: { model: 'scripted/a' } }],
        routingStrategy: 'simple-shufle',
      })
    expect(misspelt).toThrow(/simple-shuffle/)
  })

  it('tells what its author should know, to whoever listens', () => {
    const heard: string[] = []
    const modelList = [{ modelName: 'm', litellmParams: { model: 'scripted/a' } }]
    const options = { modelList, providers: { scripted: scriptedProvider({}) }, numRetrys: 9 }
    createRouter({ ...options, onProblem: ({ code, suggestion }) => void heard.push(`${code} ${suggestion}`) })
    expect(heard).toEqual(['unknown-key num_retries'])
  })

  it('takes no name for a strategy, and says where it goes', () => {
    const options = { modelList: [{ modelName: 'm', litellmParams: { model: 'scripted/a' } }], strategy: 'least-busy' }
    expect(() => createRouter(options as never)).toThrow(/routingStrategy/)
  })

  it('routes by a strategy of your own', async () => {
    const provider = scriptedProvider({})
    const last = defineStrategy({ name: 'last', needs: {}, select: (all) => (all.at(-1) ?? all[0]).deployment })
    const router = createRouter({
      modelList: ['a', 'b', 'c'].map((model) => ({ modelName: 'm', litellmParams: { model: `scripted/${model}` } })),
      providers: { scripted: provider },
      strategy: last,
      runtime: testRuntime(),
    })
    for (let i = 0; i < 5; i++) await router.completion({ model: 'm', messages })
    expect(provider.calls.map(({ deployment }) => deployment.model)).toEqual(['c', 'c', 'c', 'c', 'c'])
  })

  it('ranks documents', async () => {
    const router = createRouter({ modelList: [{ modelName: 'm', litellmParams: { model: 'simulated/a' } }] })
    const { results } = await router.rerank({ model: 'm', query: 'ruby', documents: ['paris', 'ruby'], top_n: 1 })
    expect(results).toEqual([{ index: 1, relevance_score: 1 }])
    await router.close()
  })

  it('says that no deployment serves an operation, and asks nobody', async () => {
    const provider = scriptedProvider({})
    const router = createRouter({
      modelList: [{ modelName: 'm', litellmParams: { model: 'scripted/a' } }],
      providers: { scripted: provider },
      runtime: testRuntime(),
    })
    await expect(router.embedding({ model: 'm', input: 'x' })).rejects.toMatchObject({ status: 404, kind: 'not-found' })
    expect(provider.calls).toEqual([])
  })

  it.each([
    [{ cacheResponses: true }, { ttlMs: 600_000 }],
    [{ cacheResponses: true, cacheKwargs: { type: 'local', coalesce: true } } as const, { coalesce: true }],
    [{ cacheResponses: true, defaultCacheTimeSeconds: 3600 }, { ttlMs: 3_600_000 }],
    [
      { cache: true, cacheParams: { ttl: 5, maxMemoryMb: 1 } },
      { ttlMs: 5_000, maxBytes: 1024 * 1024 },
    ],
    [{ cache: true, cachingGroups: [['aB', 'm']] }, { groups: [['aB', 'm']] }],
    [{ cache: false, cacheResponses: true }, undefined],
  ])('keeps answers as %j says', (options, expected) => {
    const modelList = ['aB', 'm'].map((modelName) => ({ modelName, litellmParams: { model: 'simulated/a' } }))
    const { cache } = createRouter({ modelList, ...options }).generation.config
    if (expected === undefined) expect(cache).toBeUndefined()
    else expect(cache).toMatchObject(expected)
  })
})

describe('createRouterFromConfig', () => {
  it('takes the file’s spelling as an object', async () => {
    const provider = scriptedProvider({ a: [fails('server')], b: [says('from b')] })
    const router = await createRouterFromConfig(
      {
        model_list: [
          { model_name: 'm', litellm_params: { model: 'scripted/a' } },
          { model_name: 'spare', litellm_params: { model: 'scripted/b' } },
        ],
        router_settings: { num_retries: 0, fallbacks: [{ m: ['spare'] }] },
      },
      { providers: { scripted: provider }, runtime: testRuntime() },
    )
    const answer = await router.completion({ model: 'm', messages })
    expect(answer.choices[0]?.message.content).toBe('from b')
  })

  it('rejects what cannot work', async () => {
    await expect(createRouterFromConfig({ model_list: [{}] })).rejects.toBeInstanceOf(ConfigError)
    await expect(createRouterFromConfig('nowhere.yaml')).rejects.toMatchObject({ code: 'ENOENT' })
  })
})
