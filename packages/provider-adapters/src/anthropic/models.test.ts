import { makeDeployment } from '@turnout/testing'
import { describe, expect, it } from 'vitest'
import { claudeModel } from './models.ts'

describe('claudeModel', () => {
  it.each([
    ['claude-opus-5-5', 'always', 'neither', true],
    ['claude-fable-5-1', 'always', 'neither', true],
    ['claude-sonnet-5', 'default', 'neither', true],
    ['claude-haiku-5-5', 'default', 'neither', true],
    ['claude-opus-4-8', 'adaptive', 'neither', true],
    ['claude-sonnet-4-6', 'either', 'one', true],
    ['us.anthropic.claude-haiku-4-5-20251001-v1:0', 'budget', 'one', true],
    ['claude-opus-4-1-20250805', 'budget', 'one', false],
    ['claude-sonnet-4@20250514', 'budget', 'both', false],
    ['claude-sonnet-4-20250514', 'budget', 'both', false],
    ['claude-opus-4-20250514', 'budget', 'both', false],
    ['claude-3-7-sonnet-latest', 'budget', 'both', false],
    ['claude-3-5-haiku-20241022', 'none', 'both', false],
    ['claude-3-opus-20240229', 'none', 'both', false],
    ['claude-opus-4-10', 'adaptive', 'neither', true],
    ['claude-2', 'none', 'both', false],
    ['anthropic.claude-v2:1', 'none', 'both', false],
    ['kimi-k2', 'budget', 'both', false],
  ])('knows %s', (model, thinking, sampling, structured) => {
    expect(claudeModel(makeDeployment({ model }))).toMatchObject({ thinking, sampling, structured })
  })

  it('believes what the deployment states', () => {
    const info = { base_model: 'claude-opus-4-8', max_output_tokens: 99, supports_native_structured_output: false }
    expect(claudeModel(makeDeployment({ model: 'mine', info }))).toMatchObject({
      ...{ thinking: 'adaptive', maxTokens: 99, structured: false },
    })
  })
})
