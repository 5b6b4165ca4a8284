import { describe, expect, it } from 'vitest'
import type { Environment } from './environment.ts'
import { normalize } from './normalize.ts'
import { validate } from './validate.ts'

const configOf = (value: object, environment: Environment = {}) => {
  const { file, problems } = validate(value)
  if (!file) throw new Error(JSON.stringify(problems))
  return normalize(file, { environment, providers: [] }).config
}
const router = (router_settings: object, litellm_settings: object = {}) =>
  configOf({ router_settings, litellm_settings })

describe('normalize', () => {
  it('has a default for everything', () => {
    expect(configOf({})).toEqual({
      deployments: [],
      aliases: {},
      routingStrategy: 'simple-shuffle',
      routingStrategyArgs: {},
      groupStrategies: {},
      checks: { preCall: false, rateLimits: false },
      numRetries: 2,
      retryAfterMs: 0,
      retries: { policy: {}, groupPolicies: {}, budget: { ratio: 0.2, perSecond: 10 } },
      cooldowns: { allowedFailsPolicy: {}, timeMs: 5_000, disabled: false, whenAllCooling: 'fail' },
      fallbacks: { general: {}, contextWindow: {}, contentPolicy: {} },
      maxFallbacks: 5,
      allowMockTesting: false,
      callbacks: [],
      tellsContent: false,
      server: {
        ...{ httpClient: 'http1', litellmHeaders: false, lockedMetrics: false, maxRequestBytes: 32 * 1024 * 1024 },
        ...{ metrics: true, recentDecisions: 256, drainDelayMs: 5_000, drainTimeoutMs: 600_000 },
        loadShedding: { maxLagMs: 200, maxMemory: 0.9 },
      },
    })
  })

  it('lets router_settings win over litellm_settings', () => {
    const litellm = { num_retries: 1, request_timeout: 300, max_fallbacks: 1 }
    expect(router({ num_retries: 4, timeout: 30, max_fallbacks: 2 }, litellm)).toMatchObject({
      ...{ numRetries: 4, timeoutMs: 30_000, maxFallbacks: 2 },
    })
    expect(router({}, litellm)).toMatchObject({ numRetries: 1, timeoutMs: 300_000, maxFallbacks: 1 })
  })

  it('keeps zero where zero means none', () => {
    expect(router({ num_retries: 0, max_fallbacks: 0 }, { num_retries: 3, max_fallbacks: 3 })).toMatchObject({
      ...{ numRetries: 0, maxFallbacks: 0 },
    })
  })

  it('takes zero seconds for unset', () => {
    const config = router({ timeout: 0, stream_timeout: 0, deadline: 0 }, { request_timeout: 7 })
    expect(config.timeoutMs).toBe(7_000)
    expect(config).not.toHaveProperty('streamTimeoutMs')
    expect(config).not.toHaveProperty('deadlineMs')
  })

  it('turns seconds into milliseconds', () => {
    expect(router({ timeout: 0.5, stream_timeout: 5, deadline: 60, retry_after: 2 })).toMatchObject({
      ...{ timeoutMs: 500, streamTimeoutMs: 5_000, deadlineMs: 60_000, retryAfterMs: 2_000 },
    })
  })

  it('takes mocked failures from requests only where it is told to', () => {
    expect(router({ allow_mock_testing: 'true' }).allowMockTesting).toBe(true)
  })

  it.each([
    [false, true],
    ['false', true],
    [true, false],
    [undefined, false],
    [null, false],
  ])(
    'tells callbacks prompts only where turn_off_message_logging is off: %s',
    (turn_off_message_logging, tellsContent) => {
      expect(router({}, { turn_off_message_logging })).toMatchObject({ tellsContent })
    },
  )

  it('hands the arguments of a strategy on as they are', () => {
    expect(router({ routing_strategy: 'x', routing_strategy_args: { ttl: 60 } })).toMatchObject({
      ...{ routingStrategy: 'x', routingStrategyArgs: { ttl: 60 } },
    })
  })

  it('has a strategy for each group that names one, and simple-shuffle where one is to come', () => {
    const model_group_strategy = { a: 'sticky', b: null, c: 'provider-budget-routing' }
    expect(router({ routing_strategy: 'provider-budget-routing', model_group_strategy })).toMatchObject({
      ...{ routingStrategy: 'simple-shuffle', groupStrategies: { a: 'sticky', c: 'simple-shuffle' } },
    })
  })

  it('takes the master key from the file, else from LITELLM_MASTER_KEY', () => {
    const environment = { LITELLM_MASTER_KEY: 'outer' }
    const written = configOf({ general_settings: { master_key: 'own' } }, environment)
    expect(written.server.masterKey?.reveal()).toBe('own')
    expect(configOf({}, environment).server.masterKey?.reveal()).toBe('outer')
    expect(configOf({}).server).not.toHaveProperty('masterKey')
  })

  it('never shows the master key', () => {
    expect(JSON.stringify(configOf({}, { LITELLM_MASTER_KEY: 'outer' }))).not.toContain('outer')
  })

  it('reads the limits of the server', () => {
    const client = { http_client: 'undici', litellm_headers: true }
    const limits = {
      ...client,
      max_request_size_mb: 0.5,
      drain_delay: 0,
      drain_timeout: '1.5',
      recent_decisions: 0,
      metrics: false,
      load_shedding: false,
    }
    expect(configOf({ general_settings: limits }).server).toEqual({
      ...{ httpClient: 'undici', litellmHeaders: true, lockedMetrics: false },
      ...{ metrics: false, recentDecisions: 0, maxRequestBytes: 512 * 1024, drainDelayMs: 0, drainTimeoutMs: 1_500 },
    })
  })

  it('freezes everything', () => {
    const config = configOf({
      model_list: [{ model_name: 'm', litellm_params: { model: 'simulated/m', tags: ['a'] } }],
      router_settings: { fallbacks: [{ m: ['n'] }] },
    })
    const parts = [config, config.deployments[0]?.tags, config.fallbacks.general, config.fallbacks.general['m']]
    expect(parts.map((part) => part !== undefined && Object.isFrozen(part))).toEqual([true, true, true, true])
  })
})
