import { parseConfig } from '@turnout/config-loader'
import { available } from '@turnout/router/available'
import { describe, expect, it } from 'vitest'
import { type Answers, withoutQuestions } from './answers.ts'
import { configText } from './config-text.ts'
import { type ProviderName, providerKinds } from './provider-kinds.ts'

const variables = ['OPENAI_API_KEY', 'AZURE_API_BASE', 'AZURE_API_KEY', 'ANTHROPIC_API_KEY', 'HOSTED_VLLM_API_BASE']
const environment = Object.fromEntries([...variables, 'TURNOUT_MASTER_KEY'].map((name) => [name, 'https://set.test/']))
const load = (text: string, set: Readonly<Record<string, string>> = environment) =>
  parseConfig(text, { environment: set, available: available() })

const every = Object.keys(providerKinds) as ProviderName[]
const answers = (change: Partial<Answers>): Answers => ({
  entries: every.map((provider) => ({ provider, group: providerKinds[provider].group })),
  ...{ commented: [], fallback: true, masterKey: true },
  ...change,
})

/** The first falls back to all others. */
const others = { 'gpt-4o-mini': ['gpt-4o', 'claude-sonnet', 'local', 'demo'].map((target) => ({ target })) }

describe('configText', () => {
  it.each([true, false])(
    'writes what loads without a word once its variables are set (fallback and key: %s)',
    (yes) => {
      const { config, problems } = load(configText(answers({ fallback: yes, masterKey: yes })))
      expect(problems).toEqual([])
      expect(config?.deployments.map(({ provider }) => provider)).toEqual(
        expect.arrayContaining(['simulated', 'openai', 'azure', 'anthropic', 'hosted_vllm']),
      )
      expect(config?.fallbacks.general).toEqual(yes ? others : {})
      expect(config?.server.masterKey !== undefined).toBe(yes)
    },
  )

  it('complains of nothing but variables where none is set', () => {
    const { config, problems } = load(configText(answers({})), {})
    expect(config).toBeDefined()
    expect(problems.length).toBeGreaterThan(0)
    for (const { level, message } of problems) expect(`${level}: ${message}`).toMatch(/^warning: .*(not set|no key)/)
  })

  it('without questions: loads at once, and what it shows as comments loads when their # is gone', () => {
    const text = configText(withoutQuestions)
    expect(text).toContain('\n  # Anthropic.\n#  - model_name: claude-sonnet\n')
    expect(load(text, {})).toMatchObject({ problems: [], config: { deployments: [{ group: 'demo' }] } })
    const { config, problems } = load(text.replaceAll(/^#(?! )|^#(?= {2})/gm, ''))
    expect(problems).toEqual([])
    expect(config?.deployments).toHaveLength(5)
    expect(config?.fallbacks.general).toEqual(others)
    expect(config?.server.masterKey).toBeDefined()
  })

  it.each(every)('makes sense with %s alone', (provider) => {
    const { config, problems } = load(configText(answers({ entries: [{ provider, group: 'one' }], fallback: false })))
    expect(problems).toEqual([])
    expect(config?.deployments).toMatchObject([{ group: 'one' }])
  })

  it('shares one name between deployments, and takes any name', () => {
    const group = 'a: "#\' b'
    const entries = [
      { provider: 'openai', group },
      { provider: 'azure', group },
      { provider: 'anthropic', group: 'no' },
    ] as const
    const { config } = load(configText(answers({ entries })))
    expect(config?.deployments.map((deployment) => deployment.group)).toEqual([group, group, 'no'])
    expect(config?.fallbacks.general).toEqual({ [group]: [{ target: 'no' }] })
  })

  it('is wide enough for any editor', () => {
    for (const line of configText(withoutQuestions).split('\n')) expect(line.length).toBeLessThanOrEqual(120)
  })
})
