import { describe, expect, it } from 'vitest'
import { seedProduction as production } from '../../../tools/seed-production.ts'
import { parseConfig } from './load-config.ts'
import { showPath } from './problem.ts'

const keys = ['AZURE_KEY_EAST', 'AZURE_KEY_WEST', 'OPENAI_API_KEY', 'ANTHROPIC_API_KEY']
const environment = Object.fromEntries(keys.map((name) => [name, `value of ${name}`]))
const available = {
  strategies: ['simple-shuffle', 'latency-based-routing'],
  providers: ['openai', 'azure', 'anthropic'],
  callbacks: ['console'],
}
const { config, problems } = parseConfig(production, { environment, available })
const said = (level: string) =>
  problems.filter((p) => p.level === level).map(({ line, code, path }) => `${line} ${code} ${showPath(path)}`)

describe('the seed page’s Complete Production Example, with only its API keys set', () => {
  it('loads', () => {
    expect(said('error')).toEqual([])
    expect(config).toMatchObject({
      ...{ numRetries: 3, timeoutMs: 30_000 },
      ...{ routingStrategy: 'latency-based-routing', routingStrategyArgs: { ttl: 60 } },
      callbacks: [
        { name: 'langfuse', hears: 'successes', settings: {}, environment: {} },
        { name: 'prometheus', hears: 'all', settings: {}, environment: {} },
        { name: 'sentry', hears: 'failures', settings: {}, environment: {} },
      ],
      tellsContent: false,
      fallbacks: { general: { 'gpt-4': [{ target: 'gpt-3.5-turbo' }, { target: 'claude-2' }] } },
      retries: { policy: { RateLimitError: 5, Timeout: 2 }, groupPolicies: {} },
      cooldowns: { allowedFails: 3, timeMs: 120_000, disabled: false },
    })
    expect(config?.deployments.map(({ group, provider, rpm }) => [group, provider, rpm])).toEqual([
      ['gpt-4', 'azure', 1_000],
      ['gpt-4', 'azure', 1_500],
      ['gpt-4', 'openai', 900],
      ['gpt-3.5-turbo', 'openai', 10_000],
      ['claude-2', 'anthropic', 1_000],
    ])
  })

  it('shares its state in its Redis, whose password is not set', () => {
    expect(config?.state?.redis).toEqual({ host: 'localhost', port: 6379 })
  })

  it('keeps answers in the same Redis', () => {
    expect(config?.cache).toMatchObject({ redis: { host: 'localhost', port: 6379 }, ttlMs: 60_000, hasOwnTtl: false })
  })

  it('has its prices', () => {
    expect(config?.deployments.map(({ pricing }) => pricing)).toEqual([
      ...Array(3).fill({ inputPerToken: 0.00003, outputPerToken: 0.00006 }),
      ...[undefined, undefined],
    ])
  })

  it('leads gpt-4 and gpt4 to the group gpt-4', () => {
    expect(config?.aliases).toEqual({ gpt4: { group: 'gpt-4', hidden: false } })
  })

  it('tells its two deployments of azure/gpt-4 apart', () => {
    expect(new Set(config?.deployments.map(({ id }) => id)).size).toBe(5)
  })

  it('warns of the alias whose target is missing, of the variable that is not set, and of what is not there', () => {
    expect(said('warning')).toEqual([
      '54 dangling-alias router_settings.model_group_alias.gpt-4',
      '55 dangling-alias router_settings.model_group_alias.gpt4',
      '70 missing-variable router_settings.redis_password',
      '77 dangling-fallback litellm_settings.context_window_fallbacks[0].gpt-3.5-turbo[0]',
    ])
  })

  it('lists what has no effect yet, one by one', () => {
    expect(said('note')).toEqual([
      '79 without-effect litellm_settings.success_callback[0]',
      '79 without-effect litellm_settings.success_callback[1]',
      '80 without-effect litellm_settings.failure_callback[0]',
      '82 without-effect litellm_settings.set_verbose',
    ])
  })
})
