import { describe, expect, it } from 'vitest'
import { parseConfig } from './load-config.ts'

const featuresOf = (info: string) =>
  parseConfig(`model_list: [{ model_name: m, litellm_params: { model: simulated/m }, model_info: { ${info} } }]`).config
    ?.deployments[0]?.features

describe('what model_info says of features', () => {
  it('is nothing, usually', () => {
    expect(featuresOf('mode: chat')).toBeUndefined()
  })

  it('is by their own keys', () => {
    expect(featuresOf('supports_vision: true, supports_function_calling: false, supports_reasoning: null')).toEqual({
      images: true,
      tools: false,
    })
  })

  it('is by the list of parameters, for those that have any; their own keys come first', () => {
    const features = featuresOf(
      'supported_openai_params: [tools, temperature, presence_penalty], supports_vision: false',
    )
    expect(features).toMatchObject({ tools: true, temperature: true, penalties: true, seed: false, n: false })
    expect(features).toMatchObject({ json_schema: false, images: false })
    expect(features).not.toHaveProperty('audio')
    const json = featuresOf('supported_openai_params: [response_format], supports_response_schema: false')
    expect(json).toMatchObject({ json_object: true, json_schema: false })
  })
})
