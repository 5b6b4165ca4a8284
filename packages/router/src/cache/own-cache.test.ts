import type { ResponseCache } from '@turnout/core'
import { says, scriptedProvider, testRuntime } from '@turnout/testing'
import { beforeAll, describe, expect, it } from 'vitest'
import { createRouter } from '../create-router.ts'

const odd = (value: unknown) => value as never

/** A router with a cache of the application's own, which does whatever it likes. */
const routerWith = (own: Partial<ResponseCache>) => {
  const runtime = testRuntime()
  const router = createRouter({
    modelList: [{ modelName: 'main', litellmParams: { model: 'scripted/a' } }],
    cacheResponses: true,
    responseCache: { get: () => [], set: () => {}, delete: () => 0, ...own },
    providers: { scripted: scriptedProvider({ a: [says('fresh')] }) },
    runtime,
  })
  return { router, clock: runtime.clock }
}

const request = { model: 'main' as const, messages: [{ role: 'user' as const, content: 'hi' }] }

describe("an application's own cache", () => {
  beforeAll(() => import('@turnout/cache-adapters'))

  it.each<[string, () => unknown]>([
    ['nothing', () => undefined],
    ['null', async () => null],
    ['text', () => ['{}']],
    ['numbers, late', async () => [7]],
    ['what is no list', () => ({ 0: Buffer.from('x') })],
    ['a failure, late', () => Promise.reject(new Error('down'))],
    ['nothing for ever', () => new Promise(() => {})],
  ])('answers %s: the request is served fresh', async (_, get) => {
    const { router, clock } = routerWith({ get: () => odd(get()) })
    const answer = await clock.finish(router.completion(request))
    expect(answer.choices[0]?.message.content).toBe('fresh')
  })

  it('is called what it is', () => {
    expect(routerWith({}).router.generation.cache?.kind).toBe('own')
  })
})
