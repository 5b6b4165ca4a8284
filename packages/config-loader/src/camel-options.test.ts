import { describe, expect, it } from 'vitest'
import { toSnakeCase } from './camel-options.ts'

describe('toSnakeCase', () => {
  it('changes option keys at every depth and inside lists', () => {
    const modelList = [{ modelName: 'gpt-4', litellmParams: { apiBase: 'https://Host', maxParallelRequests: 2 } }]
    expect(toSnakeCase({ modelList })).toEqual({
      model_list: [{ model_name: 'gpt-4', litellm_params: { api_base: 'https://Host', max_parallel_requests: 2 } }],
    })
  })

  it.each([
    ['fallbacks', { fallbacks: [{ myGroup: ['otherGroup'] }] }, { fallbacks: [{ myGroup: ['otherGroup'] }] }],
    [
      'contextWindowFallbacks',
      { contextWindowFallbacks: [{ myGroup: ['bigGroup'] }] },
      { context_window_fallbacks: [{ myGroup: ['bigGroup'] }] },
    ],
    [
      'fallbacks with other parameters',
      { fallbacks: [{ myGroup: ['a', { model: 'bC', maxTokens: 5, metadata: { userId: 'u' } }] }] },
      { fallbacks: [{ myGroup: ['a', { model: 'bC', max_tokens: 5, metadata: { userId: 'u' } }] }] },
    ],
    [
      'defaultFallbacks',
      { defaultFallbacks: ['myGroup', { model: 'aB', responseFormat: { jsonSchema: {} } }] },
      { default_fallbacks: ['myGroup', { model: 'aB', response_format: { jsonSchema: {} } }] },
    ],
    [
      'allowedFailsPolicy',
      { allowedFailsPolicy: { BadRequestErrorAllowedFails: 1, RateLimitError: { allowedFails: 5 } } },
      { allowed_fails_policy: { BadRequestErrorAllowedFails: 1, RateLimitError: { allowed_fails: 5 } } },
    ],
    [
      'the flat spelling',
      { retryPolicy: { TimeoutErrorRetries: 1 }, retryBudget: { perSecond: 5 } },
      { retry_policy: { TimeoutErrorRetries: 1 }, retry_budget: { per_second: 5 } },
    ],
    [
      'modelGroupAlias',
      { modelGroupAlias: { myAlias: { model: 'myGroup', hidden: true } } },
      { model_group_alias: { myAlias: { model: 'myGroup', hidden: true } } },
    ],
    [
      'retryPolicy',
      { retryPolicy: { RateLimitError: { maxRetries: 5 } } },
      { retry_policy: { RateLimitError: { max_retries: 5 } } },
    ],
    [
      'modelGroupRetryPolicy',
      { modelGroupRetryPolicy: { myGroup: { RateLimitError: { maxRetries: 5 } } } },
      { model_group_retry_policy: { myGroup: { RateLimitError: { max_retries: 5 } } } },
    ],
    [
      'extraHeaders',
      { litellmParams: { extraHeaders: { 'X-Team': 'A' } } },
      { litellm_params: { extra_headers: { 'X-Team': 'A' } } },
    ],
    [
      'state',
      { state: { onStoreError: 'open', redis: { sentinels: [['aB', 1]], sentinelName: 'mY' } }, redisHost: 'aB' },
      { state: { on_store_error: 'open', redis: { sentinels: [['aB', 1]], sentinel_name: 'mY' } }, redis_host: 'aB' },
    ],
    [
      'environmentVariables',
      { environmentVariables: { OPENAI_API_KEY: 'k' } },
      { environment_variables: { OPENAI_API_KEY: 'k' } },
    ],
  ])('keeps the names in %s', (_, options, expected) => {
    expect(toSnakeCase(options)).toEqual(expected)
  })

  it('changes no key inside what the provider gets', () => {
    const schema = { jsonSchema: { schema: { properties: { firstName: {} } }, additionalProperties: [{ aB: 1 }] } }
    const litellmParams = {
      ...{ model: 'm', maxTokens: 5, responseFormat: schema, logitBias: { tokenA: 1 } },
      ...{ metadata: { userId: 'u' }, extraBody: { safePrompt: true }, tools: [{ inputSchema: {} }] },
      simulated: { latencyMs: 5 },
    }
    const litellm_params = {
      ...{ model: 'm', max_tokens: 5, response_format: schema, logit_bias: { tokenA: 1 } },
      ...{ metadata: { userId: 'u' }, extra_body: { safePrompt: true }, tools: [{ inputSchema: {} }] },
      simulated: { latency_ms: 5 },
    }
    expect(toSnakeCase([{ litellmParams }])).toEqual([{ litellm_params }])
    expect(toSnakeCase({ defaultLitellmParams: litellmParams })).toEqual({ default_litellm_params: litellm_params })
    expect(toSnakeCase([{ litellm_params: litellmParams }])).toEqual([{ litellm_params }])
  })

  it('changes the known facts of a model, and no others', () => {
    const modelInfo = {
      ...{ id: 'a', baseModel: 'b', maxInputTokens: 5, inputCostPerToken: 1, cacheReadInputTokenCost: 2 },
      ...{ myFact: 1, details: { maxTokens: 2 } },
    }
    const model_info = {
      ...{ id: 'a', base_model: 'b', max_input_tokens: 5, input_cost_per_token: 1, cache_read_input_token_cost: 2 },
      ...{ myFact: 1, details: { maxTokens: 2 } },
    }
    expect(toSnakeCase({ modelInfo })).toEqual({ model_info })
  })

  it('leaves what is not plain data as it is', () => {
    const when = new Date(0)
    expect(toSnakeCase({ startTime: when })).toEqual({ start_time: when })
    expect(toSnakeCase(undefined)).toBeUndefined()
  })
})
