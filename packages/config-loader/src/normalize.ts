import type { FallbackTable, RouterConfig, ServerConfig } from '@turnout/core'
import { Secret } from '@turnout/core'
import { resolveAliases } from './aliases.ts'
import { type Surroundings, toDeployments } from './deployments.ts'
import type { Problem } from './problem.ts'
import type { ConfigFile } from './schema/config-file.ts'
import { timerMs } from './timer.ts'

const defaultRetries = 2
const defaultMaxFallbacks = 5
const defaultMaxRequestMb = 32

export interface Normalized {
  readonly config: RouterConfig
  readonly problems: readonly Problem[]
}

/** The one place where the file's names and the code's meet. `router_settings` win over `litellm_settings`. */
export function normalize(file: ConfigFile, surroundings: Surroundings): Normalized {
  const router = file.router_settings ?? {}
  const litellm = file.litellm_settings ?? {}
  const listed = toDeployments(file.model_list ?? [], { ...surroundings, credentials: file.credential_list })
  const groups = new Set(listed.deployments.map(({ group }) => group))
  const { aliases, problems } = resolveAliases(present(router.model_group_alias ?? {}), groups, surroundings.shown)
  const streamTimeoutMs = timerMs(router.stream_timeout)
  const deadlineMs = timerMs(router.deadline)
  const everywhere = nonEmpty(router.default_fallbacks) ?? nonEmpty(litellm.default_fallbacks) ?? []
  const table = (list: FallbackLists): FallbackTable => toTable(nonEmpty(list[0]) ?? nonEmpty(list[1]) ?? [])
  const timeoutMs = timerMs(router.timeout) ?? timerMs(litellm.request_timeout)
  const config: RouterConfig = {
    deployments: listed.deployments,
    aliases,
    routingStrategy: router.routing_strategy ?? 'simple-shuffle',
    routingStrategyArgs: JSON.parse(JSON.stringify(router.routing_strategy_args ?? {})),
    numRetries: router.num_retries ?? litellm.num_retries ?? defaultRetries,
    retryAfterMs: timerMs(router.retry_after) ?? 0,
    ...(timeoutMs ? { timeoutMs } : {}),
    ...(streamTimeoutMs ? { streamTimeoutMs } : {}),
    ...(deadlineMs ? { deadlineMs } : {}),
    fallbacks: {
      general: {
        ...(everywhere.length > 0 ? { '*': everywhere } : {}),
        ...table([router.fallbacks, litellm.fallbacks]),
      },
      contextWindow: table([router.context_window_fallbacks, litellm.context_window_fallbacks]),
      contentPolicy: table([router.content_policy_fallbacks, litellm.content_policy_fallbacks]),
    },
    maxFallbacks: router.max_fallbacks ?? litellm.max_fallbacks ?? defaultMaxFallbacks,
    callbacks: callbackNames(litellm),
    server: serverOf(file, surroundings),
  }
  return { config: deepFreeze(config), problems: [...listed.problems, ...problems] }
}

type FallbackList = readonly Readonly<Record<string, readonly string[]>>[] | null | undefined
type FallbackLists = readonly [FallbackList, FallbackList]

const nonEmpty = <T>(list: readonly T[] | null | undefined): readonly T[] | undefined =>
  list?.length ? list : undefined

/** The first entry of a group counts, as in LiteLLM. */
function toTable(list: readonly Readonly<Record<string, readonly string[]>>[]): FallbackTable {
  const table: Record<string, readonly string[]> = {}
  for (const entry of list)
    for (const [group, targets] of Object.entries(entry)) if (!Object.hasOwn(table, group)) table[group] = targets
  return table
}

const callbackNames = (litellm: NonNullable<ConfigFile['litellm_settings']>): readonly string[] => [
  ...new Set([...(litellm.callbacks ?? []), ...(litellm.success_callback ?? []), ...(litellm.failure_callback ?? [])]),
]

function serverOf({ general_settings }: ConfigFile, { environment }: Surroundings): ServerConfig {
  const masterKey = general_settings?.master_key || environment['LITELLM_MASTER_KEY']
  return {
    ...(masterKey ? { masterKey: new Secret(masterKey) } : {}),
    litellmHeaders: general_settings?.litellm_headers ?? false,
    maxRequestBytes: (general_settings?.max_request_size_mb || defaultMaxRequestMb) * 1024 * 1024,
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
