import { fromObject } from '@turnout/config-loader'
import { says, scriptedProvider, testRuntime } from '@turnout/testing'
import { describe, expect, it } from 'vitest'
import { createRouterFrom } from '../create-router-from-config.ts'

async function setUp(model: string, callbacks = [{ name: 'somebody', on() {} }]) {
  const { config } = fromObject({ model_list: [{ model_name: 'm', litellm_params: { model, api_key: 'k' } }] })
  if (!config) throw new Error('no configuration')
  const provider = scriptedProvider({ [model.replace(/^[^/]*\//, '')]: [says('one'), says('two')] })
  const name = model.split('/')[0] ?? ''
  const router = await createRouterFrom(config, { providers: { [name]: provider }, runtime: testRuntime(), callbacks })
  const ask = async (init = {}) => {
    const reply = await router.call('chat', { model: 'm', messages: [{ role: 'user', content: 'hi' }] }, init)
    reply.whole()
    return reply.costUsd
  }
  return { config, router, ask }
}

describe('list prices', () => {
  it('are known of the first answer, and stay known', async () => {
    const { config, router, ask } = await setUp('openai/gpt-4o')
    const first = await ask()
    expect(first).toBeGreaterThan(0)
    expect(await router.reload(config)).toMatchObject({ changed: [] })
    expect(await ask()).toBe(first)
  })

  it('are not known where no table has them', async () => {
    const { ask } = await setUp('openai_like/m')
    expect(await ask()).toBeUndefined()
  })

  it('are not looked for while nobody is told of them, but for a request that asks', async () => {
    const { ask } = await setUp('openai/gpt-4o', [])
    expect(await ask()).toBeUndefined()
    expect(await ask({ explain: true })).toBeGreaterThan(0)
  })

  it('describe deployments', async () => {
    const { router } = await setUp('openai/gpt-4o')
    expect(await router.generation.described()).toMatchObject([
      { pricing: { inputPerToken: expect.any(Number) }, maxInputTokens: expect.any(Number) },
    ])
  })
})
