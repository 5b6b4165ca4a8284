import { fromObject } from '@turnout/config-loader'
import { describe, expect, it } from 'vitest'
import { withModelFacts } from './model-facts.ts'

function configOf(model: string, settings: object = {}) {
  const litellm_params = { model, api_key: 'k', api_base: 'http://127.0.0.1:1' }
  const { config } = fromObject({ model_list: [{ model_name: 'm', litellm_params }], router_settings: settings })
  if (!config) throw new Error('no configuration')
  return config
}

const priceIn = async (config: ReturnType<typeof configOf>, prices: boolean) =>
  (await withModelFacts(config, { prices })).deployments[0]?.pricing?.outputPerToken

describe('prices', () => {
  it('are looked up where a strategy looks at them, and where they are wanted to tell what answers cost', async () => {
    expect(await priceIn(configOf('openai/gpt-4o'), false)).toBeUndefined()
    expect(await priceIn(configOf('openai/gpt-4o'), true)).toBeGreaterThan(0)
    expect(await priceIn(configOf('openai/gpt-4o', { routing_strategy: 'cost-based-routing' }), false)).toBeGreaterThan(
      0,
    )
  })

  it('are not looked for where no table has them', async () => {
    const config = configOf('openai_like/m')
    expect(await withModelFacts(config, { prices: true })).toBe(config)
  })
})
