import type { ProviderAdapter } from '@turnout/core'
import { makeDeployment } from '@turnout/testing'
import { describe, expect, it } from 'vitest'
import { createRouter } from '../create-router.ts'
import { adaptersLoaded } from './adapters-loaded.ts'
import type { Group } from './group.ts'

const adapter: ProviderAdapter = { name: 'a', operations: {} }
const group = (...providers: readonly string[]) =>
  ({
    members: providers.map((provider) => ({ deployment: makeDeployment({ provider, model: 'm' }) })),
  }) as unknown as Group

describe('adaptersLoaded', () => {
  it('waits for those of the group, once', async () => {
    const asked: string[] = []
    let there: ProviderAdapter | Promise<ProviderAdapter> = Promise.resolve(adapter)
    const loading = adaptersLoaded((name) => {
      asked.push(name)
      return there
    })
    const both = group('a', 'b', 'a')
    await loading(both)
    there = adapter
    expect([loading(both), loading(both)]).toEqual([undefined, undefined])
    expect(asked).toEqual(['a', 'b', 'a', 'b'])
  })

  it('does not fail with one that cannot be loaded', async () => {
    const loading = adaptersLoaded(() => Promise.reject(new Error('no')))
    await expect(loading(group('a'))).resolves.toBeDefined()
  })
})

it('the first request, too, goes where it can be expressed', async () => {
  for (let i = 0; i < 8; i++) {
    const router = createRouter({
      modelList: ['simulated/a', 'anthropic/b'].map((model) => ({
        modelName: 'main',
        litellmParams: { model, apiKey: 'k', apiBase: 'http://127.0.0.1:1', simulated: { latencyMs: 0 } },
      })),
      numRetries: 0,
    })
    await router.completion({ model: 'main', messages: [{ role: 'user', content: 'x' }], seed: 1 })
    await router.close()
  }
})
