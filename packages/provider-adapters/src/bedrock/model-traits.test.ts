import { makeDeployment } from '@turnout/testing'
import { describe, expect, it } from 'vitest'
import { claudeModel } from '../anthropic/models.ts'
import { modelTraits, traitsOf } from './model-traits.ts'

describe('traitsOf', () => {
  it.each<readonly [name: string, thinking: string | undefined, structured: string | undefined, caches: boolean]>([
    ['anthropic.claude-instant-v1', undefined, undefined, false],
    ['anthropic.claude-v2:1', undefined, undefined, false],
    ['anthropic.claude-3-haiku-20240307-v1:0', undefined, 'tool', false],
    ['us.anthropic.claude-3-5-sonnet-20241022-v2:0', undefined, 'tool', true],
    ['us.anthropic.claude-3-7-sonnet-20250219-v1:0', 'claude', 'tool', true],
    ['us.anthropic.claude-sonnet-4-20250514-v1:0', 'claude', 'tool', true],
    ['us.anthropic.claude-opus-4-1-20250805-v1:0', 'claude', 'tool', true],
    ['global.anthropic.claude-haiku-4-5-20251001-v1:0', 'claude', 'native', true],
    ['eu.anthropic.claude-opus-4-6-v1', 'claude', 'native', true],
    ['anthropic.claude-sonnet-5', 'claude', 'native', true],
    ['anthropic.claude-opus-4-10', 'claude', 'native', true],
    ['us.amazon.nova-lite-v1:0', undefined, 'tool', true],
    ['us.amazon.nova-2-lite-v1:0', 'nova', 'tool', true],
    ['openai.gpt-oss-120b-1:0', 'gpt-oss', 'native', false],
    ['meta.llama3-1-70b-instruct-v1:0', undefined, undefined, false],
    ['mistral.mistral-large-2402-v1:0', undefined, 'tool', false],
    ['mistral.mistral-large-3-675b-instruct', undefined, 'native', false],
    ['qwen.qwen3-32b-v1:0', undefined, 'native', false],
    ['deepseek.r1-v1:0', undefined, undefined, false],
    ['arn:aws:bedrock:us-east-1:1:application-inference-profile/ab12', undefined, 'tool', true],
    ['arn:aws:bedrock:us-east-1:1:inference-profile/us.anthropic.claude-opus-4-6-v1', 'claude', 'native', true],
  ])('knows %s', (name, thinking, structured, caches) => {
    const traits = traitsOf(name)
    expect(traits).toMatchObject({ thinking, structured })
    expect(traits.cachePoints !== 'nowhere').toBe(caches)
  })

  it('knows of Claude what Anthropic knows', () => {
    const name = 'global.anthropic.claude-haiku-4-5-20251001-v1:0'
    expect(traitsOf(name).claude).toEqual(claudeModel({ model: 'claude-haiku-4-5', info: {} }))
    expect(traitsOf(name, { supports_native_structured_output: false }).structured).toBe('tool')
    expect(traitsOf('us.amazon.nova-2-lite-v1:0')).not.toHaveProperty('claude')
  })

  it('takes signatures for Claude’s where a name does not tell', () => {
    expect(traitsOf('arn:aws:bedrock:us-east-1:1:provisioned-model/ab12').origin).toBe('anthropic')
    expect(traitsOf('us.amazon.nova-2-lite-v1:0').origin).toBe('bedrock')
  })
})

describe('modelTraits', () => {
  it('believes base_model first', () => {
    const model = 'arn:aws:bedrock:us-east-1:1:application-inference-profile/ab12'
    expect(modelTraits(makeDeployment({ model })).family).toBe('unknown')
    const info = { base_model: 'bedrock/us.amazon.nova-2-lite-v1:0' }
    expect(modelTraits(makeDeployment({ model, info })).thinking).toBe('nova')
  })
})
