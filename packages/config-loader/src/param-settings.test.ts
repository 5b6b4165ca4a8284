import { describe, expect, it } from 'vitest'
import { parseConfig } from './load-config.ts'

const paramsOf = (params: string, litellm = '{}', environment = {}) =>
  parseConfig(
    `model_list: [{ model_name: m, litellm_params: { model: simulated/m, ${params} } }]\nlitellm_settings: ${litellm}`,
    { environment },
  ).config?.deployments[0]

describe('what is said of parameters', () => {
  it('is nothing, usually', () => {
    expect(paramsOf('')).not.toHaveProperty('params')
  })

  it('is for all deployments, or for one', () => {
    const litellm = '{ drop_params: true, additional_drop_params: [seed] }'
    expect(paramsOf('', litellm)?.params).toEqual({ drop: true, additional: ['seed'] })
    expect(paramsOf('drop_params: false', litellm)?.params).toMatchObject({ drop: false })
    const own = 'additional_drop_params: [user, seed, "tools[*].function.strict"], allowed_openai_params: [tools]'
    expect(paramsOf(own, litellm)?.params).toEqual({
      drop: true,
      additional: ['seed', 'user', 'tools[*].function.strict'],
      allowed: ['tools'],
    })
  })

  it('may come from LiteLLM’s variable, where the file says nothing', () => {
    const environment = { LITELLM_DROP_PARAMS: 'True' }
    expect(paramsOf('', '{}', environment)?.params).toEqual({ drop: true })
    expect(paramsOf('', '{ drop_params: false }', environment)?.params).toEqual({ drop: false })
    expect(paramsOf('', '{}', { LITELLM_DROP_PARAMS: '' })).not.toHaveProperty('params')
  })

  it('goes to no provider', () => {
    expect(paramsOf('drop_params: true, allowed_openai_params: [tools], seed: 2')?.defaults).toEqual({ seed: 2 })
  })
})
