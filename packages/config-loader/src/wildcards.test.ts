import { describe, expect, it } from 'vitest'
import { fromObject } from './load-config.ts'
import { answersByWildcard } from './wildcards.ts'

describe('answersByWildcard', () => {
  it.each<[string, string, boolean]>([
    ['*', 'anything', true],
    ['*', '', true],
    ['gpt-*', 'gpt-4o', true],
    ['gpt-*', 'my-gpt-4o', false],
    ['*-preview', 'o1-preview', true],
    ['*-preview', 'o1-preview-2', false],
    ['a*b*c', 'abc', true],
    ['a*b*c', 'a-x-c', false],
    ['ab*ba', 'aba', false],
    ['openai/*', 'openai/x/y', true],
    ['openai/*', 'gpt-4o', true],
    ['anthropic/*', 'gpt-4o', false],
    ['gpt.4*', 'gpt-4o', false],
    ['gpt-4', 'gpt-4', false],
  ])('%s answers to %s: %s', (group, name, expected) => {
    expect(answersByWildcard([group])(name)).toBe(expected)
  })

  it('takes no longer for many stars', () => {
    expect(answersByWildcard([`${'a*'.repeat(500)}b`])('a'.repeat(100_000))).toBe(false)
  })
})

it('makes a name known to fallbacks, aliases and settings of groups', () => {
  const entry = (name: string) => ({ model_name: name, litellm_params: { model: 'simulated/*' } })
  const problems = (group: string) =>
    fromObject({
      model_list: [entry(group), { model_name: 'own', litellm_params: { model: 'simulated/own' } }],
      router_settings: {
        fallbacks: [{ own: ['gpt-4o'] }],
        model_group_alias: { smart: 'gpt-4o' },
        model_group_retry_policy: { 'gpt-4o': { Timeout: 1 } },
        model_group_strategy: { 'gpt-*': 'least-busy', 'claude-*': 'least-busy' },
      },
    }).problems.map(({ code }) => code)
  expect(problems('gpt-*')).toEqual(['dangling-group'])
  expect(problems('claude-*')).toEqual(['dangling-alias', 'dangling-fallback', 'dangling-group', 'dangling-group'])
})
