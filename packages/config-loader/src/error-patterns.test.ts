import { describe, expect, it } from 'vitest'
import { parseConfig } from './load-config.ts'

const patternsOf = (patterns: string, model = 'openai/m') =>
  parseConfig(
    `model_list: [{ model_name: m, litellm_params: { model: ${model}, api_key: k } }]
router_settings: { error_patterns: ${patterns} }`,
  ).config?.deployments[0]?.errorPatterns

describe('error_patterns', () => {
  it('are with the deployments of their provider', () => {
    const patterns = `[{ match: "Zu lang", kind: context-window }, { provider: groq, status: 413, match: x, kind: quota }]`
    expect(patternsOf(patterns)).toEqual([{ text: /Zu lang/i, kind: 'context-window' }])
    expect(patternsOf(patterns, 'groq/m')).toEqual([
      { text: /Zu lang/i, kind: 'context-window' },
      { statuses: [413], text: /x/i, kind: 'quota' },
    ])
    expect(patternsOf('[]')).toBeUndefined()
    expect(patternsOf('[{ match: x, kind: quota, provider: groq }]')).toBeUndefined()
  })

  it('are texts to the letter, or regular expressions', () => {
    const [text, regex, exact] =
      patternsOf(
        `[{ match: "a.b (c)", kind: quota }, { match: '/^\\d+ tokens/i', kind: quota }, { match: /A/, kind: quota, status: [400, 422] }]`,
      ) ?? []
    expect([text?.text.test('x A.B (C) y'), text?.text.test('a-b (c)')]).toEqual([true, false])
    expect([regex?.text.test('9 TOKENS'), regex?.text.test('x 9 tokens')]).toEqual([true, false])
    expect([exact?.text.test('A'), exact?.text.test('a'), exact?.statuses]).toEqual([true, false, [400, 422]])
  })
})
