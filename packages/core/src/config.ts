import type { Deployment } from './deployment.ts'
import type { JsonObject } from './json.ts'
import type { OperationName } from './operations/operations.ts'
import type { Secret } from './secret.ts'

/** A whole configuration as plain, frozen data: what a file or options object comes to, and all the router knows of it. */
export interface RouterConfig {
  readonly deployments: readonly Deployment[]
  readonly aliases: Readonly<Record<string, Alias>>
  readonly routingStrategy: string
  readonly routingStrategyArgs: JsonObject
  /** By group or alias: a strategy of its own. */
  readonly groupStrategies: Readonly<Record<string, string>>
  readonly checks: CheckSettings
  readonly numRetries: number
  /** The least wait before a retry that has to wait. */
  readonly retryAfterMs: number
  /** Bounds a whole plain attempt, and where `streamTimeoutMs` is not set a stream's first content and its silences. */
  readonly timeoutMs?: number
  /** Bounds a stream's first content, and its silences after it. */
  readonly streamTimeoutMs?: number
  /** Bounds the whole request, waits included. */
  readonly deadlineMs?: number
  readonly retries: RetrySettings
  readonly cooldowns: CooldownSettings
  /** Opt-in: one extra attempt where the first is slow to say anything. */
  readonly hedging?: HedgingSettings
  readonly fallbacks: Fallbacks
  readonly maxFallbacks: number
  /** Whether requests may bring LiteLLM's `mock_response` and `mock_testing_*`. */
  readonly allowMockTesting: boolean
  readonly callbacks: readonly CallbackSettings[]
  /** Whether callbacks are told prompts and answers. */
  readonly tellsContent: boolean
  /** Absent: limits and cooldowns are this process's alone. */
  readonly state?: StateSettings
  /** Absent: answers are not kept. */
  readonly cache?: CacheSettings
  readonly server: ServerConfig
}

export interface Alias {
  readonly group: string
  /** Callable, but not listed. */
  readonly hidden: boolean
}

/** What is looked at before a deployment is chosen, besides its health. */
export interface CheckSettings {
  /** Context windows and regions; and `rpm` and `tpm` are limits, whatever the strategy. */
  readonly preCall: boolean
  /** `rpm` and `tpm` are limits, whatever the strategy. */
  readonly rateLimits: boolean
  /** Absent: tags are not looked at. */
  readonly tags?: { readonly match: 'any' | 'all' }
  /** For deployments without one of their own. */
  readonly maxParallelRequests?: number
}

/** A number for each of LiteLLM's error classes (`RateLimitError`, `Timeout`, …) that has one. */
export type CountsByError = Readonly<Record<string, number>>

export interface RetrySettings {
  /** Extra attempts by the failure's class; what is not in it gets `numRetries`. */
  readonly policy: CountsByError
  /** By group or alias: takes the place of the whole `policy`. */
  readonly groupPolicies: Readonly<Record<string, CountsByError>>
  /** Absent: without bound. */
  readonly budget?: RetryBudgetSettings
}

/** Extra attempts of a group in any ten seconds: a share of its requests, and so many a second besides. */
export interface RetryBudgetSettings {
  readonly ratio: number
  readonly perSecond: number
}

export interface CooldownSettings {
  /** More failures than this within 60 s cool a deployment; absent: LiteLLM's default rule. */
  readonly allowedFails?: number
  /** The same by the failure's class, before `allowedFails`. */
  readonly allowedFailsPolicy: CountsByError
  /** How long, where neither the deployment nor the provider says; 0: never. */
  readonly timeMs: number
  readonly disabled: boolean
  /** What a request does whose whole group cools down, and that has nowhere else to go. */
  readonly whenAllCooling: 'fail' | 'wait' | 'least_bad'
}

export interface HedgingSettings {
  /** Of a deployment's own times to first content: later than this, a second attempt starts. Between 0 and 1. */
  readonly quantile: number
}

/** A group, alias or deployment id to go to, and what the request has instead of its own there. */
export interface FallbackTarget {
  readonly target: string
  readonly patch?: JsonObject
}

/** Targets by group; `*` stands for every group without an entry. */
export type FallbackTable = Readonly<Record<string, readonly FallbackTarget[]>>

export interface Fallbacks {
  readonly general: FallbackTable
  readonly contextWindow: FallbackTable
  readonly contentPolicy: FallbackTable
}

/** What instances share, and how. */
export interface StateSettings {
  readonly redis: RedisSettings
  /**
   * What limits are worth while the store is lost: this instance's share of each, nothing (`open`), or everything is
   * full (`closed`).
   */
  readonly onStoreError: 'share' | 'open' | 'closed'
  /** At least so many instances share limits while the store is lost, also where fewer were seen. */
  readonly instances: number
  /** No request waits longer for the store. */
  readonly commandTimeoutMs: number
  /** How often instances tell each other what they remember. */
  readonly exchangeMs: number
  /** Before every key and channel: routers that share nothing may share a server. */
  readonly prefix: string
}

/** A callback by its name, path or package. */
export interface CallbackSettings {
  readonly name: string
  /** Which requests it hears the end of. */
  readonly hears: 'all' | 'successes' | 'failures'
  /** `callback_settings.NAME`, as written. */
  readonly settings: JsonObject
  /** The variables that are for it (`LANGFUSE_*`, `OTEL_*`, …), of the process and of the configuration. */
  readonly environment: Readonly<Record<string, Secret>>
}

/** Which answers are kept for others who ask the same, where, and for how long. */
export interface CacheSettings {
  /** Absent: in this process's memory. */
  readonly redis?: RedisSettings
  /** Before every key in Redis. */
  readonly prefix: string
  /** No request waits longer for Redis. */
  readonly commandTimeoutMs: number
  /** How much is kept in memory at the most. */
  readonly maxBytes: number
  /** Part of every key: those with another one share nothing. */
  readonly namespace?: string
  readonly ttlMs: number
  /** Whether `ttlMs` was configured, and is no default: then it comes before `Cache-Control: s-maxage` of a request. */
  readonly hasOwnTtl: boolean
  /** Only for requests that ask for it. */
  readonly optIn: boolean
  readonly operations: readonly OperationName[]
  /** Whether callers with different keys get each other's answers. */
  readonly shared: boolean
  /** Groups whose answers are as good as each other's. */
  readonly groups: readonly (readonly string[])[]
  /** Whether requests that ask the same at the same time share one upstream call. */
  readonly coalesce: boolean
  /** Absent: only what is asked in the same words is the same. */
  readonly semantic?: SemanticSettings
}

/** Prompts that mean the same are the same. */
export interface SemanticSettings {
  /** The group that makes embeddings of them. */
  readonly model: string
  /** The cosine of two embeddings from which on they are the same, from 0 to 1. */
  readonly threshold: number
}

export interface RedisNode {
  readonly host: string
  readonly port: number
}

/** One of `url`, `host`, `cluster` and `sentinels` says where it is. */
export interface RedisSettings {
  /** May hold a password. `rediss:` for TLS. */
  readonly url?: Secret
  readonly host?: string
  readonly port?: number
  readonly username?: string
  readonly password?: Secret
  readonly db?: number
  readonly tls?: boolean
  /** Some nodes of a Redis Cluster. */
  readonly cluster?: readonly RedisNode[]
  readonly sentinels?: readonly RedisNode[]
  /** Which of the masters that the sentinels watch. */
  readonly sentinelName?: string
  readonly sentinelPassword?: Secret
}

/** Which client talks to the providers. */
export type HttpClient = 'http1' | 'undici'

export interface ServerConfig {
  readonly masterKey?: Secret
  readonly httpClient: HttpClient
  /** Adds the response headers under LiteLLM's names too. */
  readonly litellmHeaders: boolean
  /** Whether `/metrics` wants the caller's key. */
  readonly lockedMetrics: boolean
  /** How many of the last decision records are remembered; 0: none. */
  readonly recentDecisions: number
  /** Whether requests are counted, for `/metrics`. */
  readonly metrics: boolean
  readonly maxRequestBytes: number
  /** After SIGTERM: still serves everybody for so long, until balancers have seen that it is not ready. */
  readonly drainDelayMs: number
  /** After that: running requests have so long to end. */
  readonly drainTimeoutMs: number
  /** Absent: nothing is refused for the load that there is. */
  readonly loadShedding?: LoadSheddingSettings
}

/** From when on requests are refused, because the process has more to do than it can. */
export interface LoadSheddingSettings {
  /** The longest that the turns of its event loop may take, on average, for a second. */
  readonly maxLagMs: number
  /** The largest part of its memory that may be in use, above 0, up to 1. */
  readonly maxMemory: number
}
