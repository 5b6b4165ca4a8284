import type { RouterConfig, ServerConfig } from '@turnout/core'
import { Secret } from '@turnout/core'
import { resolveAliases } from './aliases.ts'
import { cacheOf } from './cache-settings.ts'
import { callbacksOf } from './callback-settings.ts'
import { checksOf } from './check-settings.ts'
import { cooldownsOf } from './cooldown-settings.ts'
import { type Surroundings, toDeployments } from './deployments.ts'
import type { Environment } from './environment.ts'
import { fallbacksOf } from './fallback-tables.ts'
import { loadSheddingOf } from './load-shedding.ts'
import { namesOf } from './names.ts'
import type { CommonParamSettings } from './param-settings.ts'
import type { Problem } from './problem.ts'
import { hedgingOf, retriesOf } from './retry-settings.ts'
import type { ConfigFile } from './schema/config-file.ts'
import type { LitellmSettings, RouterSettings } from './schema/settings.ts'
import { flag } from './schema/values.ts'
import { stateOf } from './state-settings.ts'
import { servingStrategy } from './strategy-names.ts'
import { spanMs, timerMs } from './timer.ts'

const defaultRetries = 2
const defaultMaxFallbacks = 5
const defaultMaxRequestMb = 32
const defaultRecentDecisions = 256
const defaultDrainDelay = 5
const defaultDrainTimeout = 600

export interface Normalized {
  readonly config: RouterConfig
  readonly problems: readonly Problem[]
}

/** The one place where the file's names and the code's meet. `router_settings` win over `litellm_settings`. */
export function normalize(file: ConfigFile, surroundings: Surroundings): Normalized {
  const router = file.router_settings ?? {}
  const litellm = file.litellm_settings ?? {}
  const listed = toDeployments(file.model_list ?? [], {
    ...surroundings,
    credentials: file.credential_list,
    paramSettings: commonParamSettings(litellm, surroundings.environment),
    errorPatterns: router.error_patterns ?? [],
  })
  const groups = new Set(listed.deployments.map(({ group }) => group))
  const named = present(router.model_group_alias ?? {})
  const { aliases, problems } = resolveAliases(named, groups, surroundings.shown, surroundings.providers)
  const streamTimeoutMs = timerMs(router.stream_timeout)
  const deadlineMs = timerMs(router.deadline)
  const timeoutMs = timerMs(router.timeout) ?? timerMs(litellm.request_timeout)
  const hedging = hedgingOf(router)
  const state = stateOf(router, litellm)
  const names = namesOf(groups, aliases, surroundings.providers, surroundings.shown)
  const cache = cacheOf(router, litellm, names, surroundings.environment)
  const config: RouterConfig = {
    deployments: listed.deployments,
    aliases,
    routingStrategy: servingStrategy(router.routing_strategy),
    routingStrategyArgs: JSON.parse(JSON.stringify(router.routing_strategy_args ?? {})),
    groupStrategies: groupStrategiesOf(router),
    checks: checksOf(router),
    numRetries: router.num_retries ?? litellm.num_retries ?? defaultRetries,
    retryAfterMs: timerMs(router.retry_after) ?? 0,
    ...(timeoutMs ? { timeoutMs } : {}),
    ...(streamTimeoutMs ? { streamTimeoutMs } : {}),
    ...(deadlineMs ? { deadlineMs } : {}),
    retries: retriesOf(router),
    cooldowns: cooldownsOf(router, litellm),
    ...(hedging ? { hedging } : {}),
    fallbacks: fallbacksOf(router, litellm, { names: names.known, providers: surroundings.providers }),
    maxFallbacks: router.max_fallbacks ?? litellm.max_fallbacks ?? defaultMaxFallbacks,
    allowMockTesting: router.allow_mock_testing ?? false,
    callbacks: callbacksOf(file, surroundings.environment),
    tellsContent: litellm.turn_off_message_logging === false,
    ...(state ? { state } : {}),
    ...(cache.settings ? { cache: cache.settings } : {}),
    server: serverOf(file, litellm, surroundings),
  }
  return { config: deepFreeze(config), problems: [...listed.problems, ...problems, ...cache.problems] }
}

/** LiteLLM reads `drop_params` from a variable too. */
const commonParamSettings = (litellm: LitellmSettings, environment: Environment): CommonParamSettings => ({
  ...litellm,
  drop_params: litellm.drop_params ?? flag.safeParse(environment['LITELLM_DROP_PARAMS']).data,
})

const groupStrategiesOf = ({ model_group_strategy }: RouterSettings): Readonly<Record<string, string>> =>
  Object.fromEntries(
    Object.entries(present(model_group_strategy ?? {})).map(([group, name]) => [group, servingStrategy(name)]),
  )

function serverOf(
  { general_settings }: ConfigFile,
  litellm: LitellmSettings,
  { environment }: Surroundings,
): ServerConfig {
  const masterKey = general_settings?.master_key || environment['LITELLM_MASTER_KEY']
  const loadShedding = loadSheddingOf(general_settings ?? {})
  return {
    ...(masterKey ? { masterKey: new Secret(masterKey) } : {}),
    httpClient: general_settings?.http_client ?? 'http1',
    litellmHeaders: general_settings?.litellm_headers ?? false,
    lockedMetrics: litellm.require_auth_for_metrics_endpoint ?? false,
    recentDecisions: general_settings?.recent_decisions ?? defaultRecentDecisions,
    metrics: general_settings?.metrics ?? true,
    maxRequestBytes: (general_settings?.max_request_size_mb || defaultMaxRequestMb) * 1024 * 1024,
    drainDelayMs: spanMs(general_settings?.drain_delay ?? defaultDrainDelay),
    drainTimeoutMs: spanMs(general_settings?.drain_timeout ?? defaultDrainTimeout),
    ...(loadShedding ? { loadShedding } : {}),
  }
}

/** Names whose value is there; a variable that is not set left nothing. */
const present = <T>(map: Readonly<Record<string, T | null>>): Readonly<Record<string, T>> =>
  Object.fromEntries(Object.entries(map).flatMap(([name, value]) => (value === null ? [] : [[name, value]])))

function deepFreeze<T>(value: T): T {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value)
    for (const entry of Object.values(value)) deepFreeze(entry)
  }
  return value
}
