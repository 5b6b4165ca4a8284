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
    ['extraHeaders', { extraHeaders: { 'X-Team': 'A' } }, { extra_headers: { 'X-Team': 'A' } }],
    [
      'environmentVariables',
      { environmentVariables: { OPENAI_API_KEY: 'k' } },
      { environment_variables: { OPENAI_API_KEY: 'k' } },
    ],
  ])('keeps the names in %s', (_, options, expected) => {
    expect(toSnakeCase(options)).toEqual(expected)
  })

  it('leaves what is not plain data as it is', () => {
    const when = new Date(0)
    expect(toSnakeCase({ startTime: when })).toEqual({ start_time: when })
    expect(toSnakeCase(undefined)).toBeUndefined()
  })
})
