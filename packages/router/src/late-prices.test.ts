import { fromObject } from '@turnout/config-loader'
import { says, scriptedProvider, testRuntime } from '@turnout/testing'
import { describe, expect, it, vi } from 'vitest'
import { createRouterFrom } from './create-router-from-config.ts'

async function setUp(model: string) {
  const { config } = fromObject({ model_list: [{ model_name: 'm', litellm_params: { model, api_key: 'k' } }] })
  if (!config) throw new Error('no configuration')
  const provider = scriptedProvider({ [model.replace(/^[^/]*\//, '')]: [says('one')] })
  const name = model.split('/')[0] ?? ''
  const callbacks = [{ name: 'somebody', on() {} }]
  const router = await createRouterFrom(config, { providers: { [name]: provider }, runtime: testRuntime(), callbacks })
  const ask = async () => {
    const reply = await router.call('chat', { model: 'm', messages: [{ role: 'user', content: 'hi' }] })
    reply.whole()
    return reply.costUsd
  }
  return { config, router, ask }
}

describe('list prices', () => {
  it('are known soon after the first request, of which they were not, and stay known', async () => {
    const { config, router, ask } = await setUp('openai/gpt-4o')
    expect(await ask()).toBeUndefined()
    await vi.waitFor(async () => expect(await ask()).toBeGreaterThan(0), { timeout: 20_000 })
    expect(await router.reload(config)).toMatchObject({ changed: [] })
    expect(await ask()).toBeGreaterThan(0)
  })

  it('are not looked for where no table has them', async () => {
    const { config, router } = await setUp('openai_like/m')
    expect(router.generation.config).toBe(config)
  })
})
