import * as z from 'zod'
import { cacheKwargs, cacheParams } from './cache.ts'
import { errorPatterns } from './error-patterns.ts'
import { hedging, retryBudget } from './extra-attempts.ts'
import { fallbackList, targetList } from './fallbacks.ts'
import { loadShedding } from './load-shedding.ts'
import { dropKeys } from './params.ts'
import { allowedFailsPolicy, groupRetryPolicies, retryPolicy } from './policies.ts'
import { routerRedisKeys } from './redis.ts'
import { state } from './state.ts'
import { count, flag, names, notNegative, object, text, texts } from './values.ts'

const alias = z.union(
  [text.transform((model) => ({ model, hidden: false })), z.object({ model: text, hidden: flag.default(false) })],
  {
    error: 'expected a group, or a map with model and hidden',
  },
)

const sharedKeys = {
  fallbacks: fallbackList.nullish(),
  default_fallbacks: targetList.nullish(),
  context_window_fallbacks: fallbackList.nullish(),
  content_policy_fallbacks: fallbackList.nullish(),
  max_fallbacks: count.nullish(),
  num_retries: count.nullish(),
  allowed_fails: count.nullish(),
}

/** `router_settings`: the keys that work. */
export const routerSettings = z.looseObject(
  {
    ...sharedKeys,
    routing_strategy: text.nullish(),
    routing_strategy_args: object.nullish(),
    model_group_strategy: z
      .record(z.string(), text.nullable(), { error: 'expected a map of groups, like `gpt-4: least-busy`' })
      .nullish(),
    enable_pre_call_checks: flag.nullish(),
    optional_pre_call_checks: names.nullish(),
    enable_tag_filtering: flag.nullish(),
    tag_filtering_match_any: flag.nullish(),
    default_max_parallel_requests: count.nullish(),
    retry_after: notNegative.nullish(),
    timeout: notNegative.nullish(),
    stream_timeout: notNegative.nullish(),
    deadline: notNegative.nullish(),
    model_group_alias: z.record(z.string(), alias.nullable(), { error: 'expected a map of names' }).nullish(),
    retry_policy: retryPolicy.nullish(),
    model_group_retry_policy: groupRetryPolicies.nullish(),
    retry_budget: retryBudget.nullish(),
    hedging: hedging.nullish(),
    allowed_fails_policy: allowedFailsPolicy.nullish(),
    cooldown_time: notNegative.nullish(),
    disable_cooldowns: flag.nullish(),
    when_all_cooling: z.enum(['fail', 'wait', 'least_bad'], { error: 'expected fail, wait or least_bad' }).nullish(),
    allow_mock_testing: flag.nullish(),
    error_patterns: errorPatterns.nullish(),
    ...routerRedisKeys,
    cache_kwargs: cacheKwargs.nullish(),
    cache_responses: flag.nullish(),
    default_cache_time_seconds: notNegative.nullish(),
    caching_groups: z.array(texts, { error: 'expected a list of lists of groups' }).nullish(),
    state: state.nullish(),
  },
  { error: 'expected a map' },
)

export type RouterSettings = z.output<typeof routerSettings>

/** `litellm_settings`: the keys that work. */
export const litellmSettings = z.looseObject(
  {
    ...sharedKeys,
    request_timeout: notNegative.nullish(),
    ...dropKeys,
    callbacks: names.nullish(),
    success_callback: names.nullish(),
    failure_callback: names.nullish(),
    turn_off_message_logging: flag.nullish(),
    require_auth_for_metrics_endpoint: flag.nullish(),
    cache: flag.nullish(),
    cache_params: cacheParams.nullish(),
    default_in_memory_ttl: notNegative.nullish(),
    default_redis_ttl: notNegative.nullish(),
  },
  { error: 'expected a map' },
)

export type LitellmSettings = z.output<typeof litellmSettings>

/** `general_settings`: the keys that work. */
export const generalSettings = z.looseObject(
  {
    master_key: text.nullish(),
    http_client: z.enum(['http1', 'undici'], { error: 'expected http1 or undici' }).nullish(),
    litellm_headers: flag.nullish(),
    max_request_size_mb: notNegative.nullish(),
    recent_decisions: count.nullish(),
    metrics: flag.nullish(),
    drain_delay: notNegative.nullish(),
    drain_timeout: notNegative.nullish(),
    load_shedding: loadShedding.nullish(),
  },
  { error: 'expected a map' },
)

export type GeneralSettings = z.output<typeof generalSettings>
