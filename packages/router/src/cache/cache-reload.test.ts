import type { ResponseCache, RoutingStrategy } from '@turnout/core'
import { says, scriptedProvider, testRuntime } from '@turnout/testing'
import { expect, it } from 'vitest'
import { createRouterFromConfig } from '../create-router-from-config.ts'

it('a configuration that cannot be put together leaves the cache to the one that serves', async () => {
  let failing = false
  const strategy: RoutingStrategy = {
    name: 'moody',
    get needs() {
      if (failing) throw new Error('not today')
      return {}
    },
    select: ([first]) => first.deployment,
  }
  const model_list = [{ model_name: 'main', litellm_params: { model: 'scripted/a' } }]
  const router = await createRouterFromConfig(
    { model_list, litellm_settings: { cache: true, cache_params: { type: 'local' } } },
    {
      strategy,
      providers: { scripted: scriptedProvider({ a: [says('kept'), says('other')] }) },
      runtime: testRuntime(),
    },
  )
  const ask = async () => {
    const { choices } = await router.completion({ model: 'main', messages: [{ role: 'user', content: 'hi' }] })
    return choices[0]?.message.content
  }
  expect(await ask()).toBe('kept')
  failing = true
  await expect(router.reload(router.generation.config)).rejects.toThrow('not today')
  expect(await ask()).toBe('kept')
})

it("an application's own cache outlives a configuration without one", async () => {
  const kept = new Map<string, Uint8Array>()
  const responseCache: ResponseCache = {
    get: (keys) => keys.map((key) => kept.get(key)),
    set: (entries) => entries.forEach(({ key, value }) => void kept.set(key, value)),
    delete: () => 0,
    close: async () => kept.clear(),
  }
  const model_list = [{ model_name: 'main', litellm_params: { model: 'scripted/a' } }]
  const router = await createRouterFromConfig(
    { model_list, litellm_settings: { cache: true } },
    { responseCache, providers: { scripted: scriptedProvider({ a: [says('kept')] }) }, runtime: testRuntime() },
  )
  const { cache, ...without } = router.generation.config
  await router.completion({ model: 'main', messages: [{ role: 'user', content: 'hi' }] })
  await router.reload(without)
  expect(kept.size).toBe(1)
  await router.reload({ ...without, ...(cache ? { cache } : {}) })
  await router.close()
  expect(kept.size).toBe(0)
})

it('an answer of another model is none, whatever the deployment is called', async () => {
  const config = (model: string) => ({
    model_list: [{ model_name: 'main', litellm_params: { model: `scripted/${model}` }, model_info: { id: 'one' } }],
    litellm_settings: { cache: true, cache_params: { type: 'local' } },
  })
  const providers = { scripted: scriptedProvider({ a: [says('of a')], b: [says('of b')] }) }
  const [router, next] = await Promise.all(
    ['a', 'b'].map((model) => createRouterFromConfig(config(model), { providers, runtime: testRuntime() })),
  )
  const ask = async () => {
    const reply = await router?.call('chat', { model: 'main', messages: [{ role: 'user', content: 'hi' }] })
    return reply?.whole().result().choices[0]?.message.content
  }
  expect([await ask(), await ask()]).toEqual(['of a', 'of a'])
  if (next) await router?.reload(next.generation.config)
  expect(await ask()).toBe('of b')
})
