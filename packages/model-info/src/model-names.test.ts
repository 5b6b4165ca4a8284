import { makeDeployment } from '@turnout/testing'
import { describe, expect, it } from 'vitest'
import { isListed, modelNameOf, namesOf } from './model-names.ts'

describe('the names of a deployment', () => {
  it('are base_model and then its own', () => {
    const deployment = makeDeployment({ provider: 'azure', model: 'prod', info: { base_model: 'azure/eu/gpt-4o' } })
    expect(namesOf(deployment)).toEqual([
      { provider: 'azure', model: 'gpt-4o', stated: true },
      { provider: 'azure', model: 'prod', stated: false },
    ])
    expect(modelNameOf(deployment)).toBe('gpt-4o')
  })

  it('keep what belongs to the model', () => {
    const hosted = makeDeployment({ provider: 'together_ai', model: 'x', info: { base_model: 'meta-llama/Llama-3' } })
    expect(modelNameOf(hosted)).toBe('meta-llama/Llama-3')
    expect(modelNameOf(makeDeployment({ provider: 'openai', model: 'gpt-4' }))).toBe('gpt-4')
  })

  it.each([
    ['openai', {}, true],
    ['simulated', {}, false],
    ['openai_like', {}, false],
    ['openai_like', { base_model: 'gpt-4o' }, true],
  ])('are worth a look into the tables: %s %j %s', (provider, info, worth) => {
    expect(isListed(makeDeployment({ provider, model: 'm', info }))).toBe(worth)
  })

  it.each([1, '', null, {}])('do not take %j for a base_model', (base_model) => {
    expect(namesOf(makeDeployment({ model: 'own', info: { base_model } }))).toHaveLength(1)
  })
})
