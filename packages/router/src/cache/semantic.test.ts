import type { Exchange, ProviderAdapter, ProviderCall, SemanticIndex } from '@turnout/core'
import { says, scriptedProvider, testRuntime } from '@turnout/testing'
import { beforeEach, describe, expect, it } from 'vitest'
import { createRouter } from '../create-router.ts'
import type { Router } from '../router.ts'

/** Texts that mean the same have the same first word. */
const meanings: Readonly<Record<string, readonly number[]>> = {
  big: [1, 0, 0],
  large: [0.99, 0.1, 0],
  small: [0, 1, 0],
}

describe('prompts that mean the same', () => {
  let router: Router
  let asked: unknown[]
  let failing: boolean

  const embedding = async ({ request }: ProviderCall<'embedding'>): Promise<Exchange<'embedding'>> => {
    asked.push(request.input)
    if (failing) throw new Error('down')
    const texts = [request.input].flat()
    const data = texts.map((text, index) => ({
      ...{ object: 'embedding', index, embedding: meanings[String(text).split(' ')[0] ?? ''] ?? [0, 0, 1] },
    }))
    const usage = { prompt_tokens: 1, completion_tokens: 0, total_tokens: 1 }
    const whole = {
      kind: 'whole',
      result: () => ({ object: 'list', model: 'up', data, usage }),
      usage: () => usage,
    } as const
    return { head: { status: 200, headers: {} }, batches: only(whole), whole, cancel: () => {} }
  }

  beforeEach(() => {
    asked = []
    failing = false
    const up: ProviderAdapter = { name: 'up', operations: { embedding } }
    const scripted = scriptedProvider({ a: [says('first'), says('second'), says('third')], b: [says('other')] })
    router = createRouter({
      modelList: [
        { modelName: 'main', litellmParams: { model: 'scripted/a' } },
        { modelName: 'other', litellmParams: { model: 'scripted/b' } },
        { modelName: 'embed', litellmParams: { model: 'up/e' } },
      ],
      cache: true,
      cacheParams: { type: 'redis-semantic', similarityThreshold: 0.9, redisSemanticCacheEmbeddingModel: 'embed' },
      numRetries: 0,
      providers: { up, scripted },
      runtime: testRuntime(),
      onProblem: () => {},
    })
  })

  const ask = async (content: unknown, more: object = {}, caller = 'a') => {
    const messages = [{ role: 'user', content }]
    const reply = await router.call('chat', { model: 'main', messages, ...more } as never, { caller })
    const { content: text } = reply.whole().result().choices[0]?.message ?? {}
    return [text, reply.cache?.status, reply.cache?.similarity]
  }

  it('have one answer, with how near they are', async () => {
    expect(await ask('big house')).toEqual(['first', 'miss', undefined])
    expect(await ask('large house')).toEqual(['first', 'hit', expect.closeTo(0.995, 3)])
    expect(await ask('small house')).toEqual(['second', 'miss', undefined])
    expect(await ask('big house')).toEqual(['first', 'hit', undefined])
  })

  it('are only those of the same caller, model, parameters, roles and pictures', async () => {
    await ask('big house')
    expect(await ask('large house', { model: 'other' })).toEqual(['other', 'miss', undefined])
    expect(await ask('large house', { temperature: 1 })).toEqual(['second', 'miss', undefined])
    expect(await ask('large house', {}, 'b')).toEqual(['third', 'miss', undefined])
    const system = { messages: [{ role: 'system', content: 'large house' }] }
    expect(await ask('', system)).toEqual(['third', 'miss', undefined])
    const picture = [
      { type: 'text', text: 'large house' },
      { type: 'image_url', image_url: { url: 'data:,' } },
    ]
    expect(await ask(picture)).toEqual(['third', 'miss', undefined])
  })

  it('are looked for in an index of the application, and only among embeddings of the same group', async () => {
    const places = new Set<string>()
    const semanticIndex: SemanticIndex = {
      nearest: (place) => void places.add(place),
      add: () => {},
    }
    const modelOf = (name: string) => ({ modelName: name, litellmParams: { model: `up/${name}` } })
    for (const model of ['embed', 'embed-2']) {
      const own = createRouter({
        modelList: [{ modelName: 'main', litellmParams: { model: 'scripted/a' } }, modelOf(model)],
        cache: true,
        cacheParams: { type: 'redis-semantic', similarityThreshold: 0.9, redisSemanticCacheEmbeddingModel: model },
        providers: {
          up: { name: 'up', operations: { embedding } },
          scripted: scriptedProvider({ a: [says('x')] }),
        },
        semanticIndex,
        runtime: testRuntime(),
        onProblem: () => {},
      })
      await own.completion({ model: 'main', messages: [{ role: 'user', content: 'big house' }] })
    }
    expect(places.size).toBe(2)
  })

  it('are not looked for where nobody can tell what they mean', async () => {
    failing = true
    expect(await ask('big house')).toEqual(['first', 'miss', undefined])
    failing = false
    expect(await ask('large house')).toEqual(['second', 'miss', undefined])
    expect(await ask([{ type: 'image_url', image_url: { url: 'data:,' } }])).toEqual(['third', 'miss', undefined])
    expect(asked).toEqual(['big house', 'large house'])
  })

  it('are not asked for twice', async () => {
    await ask('big house')
    await ask('big house', { temperature: 1 })
    expect(asked).toEqual(['big house'])
  })
})

async function* only<T>(batch: T): AsyncGenerator<T> {
  yield batch
}
