import type { ErrorName, PatternKind } from '@turnout/config-loader'
import type { Json } from '@turnout/core'
import type { CacheOptions } from './cache-options.ts'
import type { Instances } from './engine/assemble.ts'
import type { ProblemListener } from './tell-problems.ts'

/** One deployment of a group (LiteLLM's `litellm_params` and `model_info` in camelCase). */
export interface ModelOptions {
  /** The group's name: what callers ask for. */
  readonly modelName: string
  readonly litellmParams: {
    /** `provider/model`, or a name that tells its provider (`gpt-4`, `claude-…`). */
    readonly model: string
    readonly apiKey?: string
    readonly apiBase?: string
    readonly apiVersion?: string
    readonly weight?: number
    readonly rpm?: number
    readonly tpm?: number
    readonly maxParallelRequests?: number
    /** Lower ones serve first. */
    readonly order?: number
    /** Where it runs. */
    readonly regionName?: string
    /** USD. */
    readonly inputCostPerToken?: number
    /** USD. */
    readonly outputCostPerToken?: number
    /** Seconds. */
    readonly timeout?: number
    /** Seconds. */
    readonly streamTimeout?: number
    readonly numRetries?: number
    /** Seconds; 0: never. */
    readonly cooldownTime?: number
    /** Answers with this, and no provider is asked. */
    readonly mockResponse?: string
    readonly tags?: readonly string[]
    /** Parameters that the model does not have are left out, rather than the request refused. */
    readonly dropParams?: boolean
    /** Always left out: paths like `seed` or `tools[*].function.strict`. */
    readonly additionalDropParams?: readonly string[]
    /** Sent as they are, whatever is known of the model. */
    readonly allowedOpenaiParams?: readonly string[]
    readonly [param: string]: unknown
  }
  readonly modelInfo?: {
    readonly id?: string
    /** The longest prompt that it takes. */
    readonly maxInputTokens?: number
    /** The model behind a name of its own: its price and its window are looked up by it. */
    readonly baseModel?: string
    /** USD, where `litellmParams` have none. */
    readonly inputCostPerToken?: number
    /** USD, where `litellmParams` have none. */
    readonly outputCostPerToken?: number
    readonly [fact: string]: unknown
  }
  /** Requests a minute. */
  readonly rpm?: number
  /** Tokens a minute. */
  readonly tpm?: number
}

/** A group, alias or deployment id; or `model` names it, and the rest is what the request has there instead of its own. */
type Target = string | { readonly model: string; readonly [param: string]: unknown }

type FallbackList = readonly Readonly<Record<string, readonly Target[] | Target>>[]

/** A number by error: `RateLimitError: 5`, `RateLimitError: { maxRetries: 5 }` or LiteLLM's `RateLimitErrorRetries: 5`. */
type RetryPolicyOptions = {
  readonly [E in ErrorName | `${ErrorName}Retries`]?: number | { readonly maxRetries: number }
}

/** The same with `allowedFails` and `RateLimitErrorAllowedFails`. */
type AllowedFailsOptions = {
  readonly [E in ErrorName | `${ErrorName}AllowedFails`]?: number | { readonly allowedFails: number }
}

interface RedisNodeOptions {
  readonly host: string
  readonly port?: number
}

/** `host:port`, or a map; usual ports: 6379, and 26379 of sentinels. */
type RedisNodes = readonly (string | RedisNodeOptions)[]

/** One of `url`, `host`, `cluster` and `sentinels` says where it is. */
interface RedisOptions {
  /** `redis://host:6379`, `rediss://…` for TLS, or `unix:///path`. */
  readonly url?: string
  readonly host?: string
  /** Default: 6379. */
  readonly port?: number | string
  readonly username?: string
  readonly password?: string
  /** The number of the database; a cluster has none. */
  readonly db?: number
  readonly tls?: boolean
  /** Some nodes of a Redis Cluster. */
  readonly cluster?: RedisNodes
  readonly sentinels?: RedisNodes
  /** Which of the masters that the sentinels watch. */
  readonly sentinelName?: string
  readonly sentinelPassword?: string
}

/** What instances share, and how. */
interface StateOptions {
  /** Before `redisUrl` and `redisHost`. */
  readonly redis?: string | RedisOptions
  /** What limits are worth while Redis is lost: this instance's share, nothing (`open`), or all is full (`closed`). */
  readonly onStoreError?: 'share' | 'open' | 'closed'
  /** At least so many instances share limits while Redis is lost; default: 1. */
  readonly instances?: number
  /** No request waits longer for Redis; default: 0.05. */
  readonly commandTimeout?: number
  /** How often instances tell each other what they remember; default: 0.2. */
  readonly exchangeInterval?: number
  /** Before every key: routers that share nothing may share a server; default: `turnout`. */
  readonly prefix?: string
}

/** The seed's Router options in camelCase, and instances of your own. Times are in seconds, as on the seed page. */
export interface RouterOptions extends Instances {
  /** Hears warnings and notes about these options; default: warnings are the process's (`TurnoutWarning`). */
  readonly onProblem?: ProblemListener
  readonly modelList: readonly ModelOptions[]
  readonly modelGroupAlias?: Readonly<Record<string, string | { readonly model: string; readonly hidden?: boolean }>>
  readonly routingStrategy?: string
  readonly routingStrategyArgs?: Readonly<Record<string, Json>>
  /** By group or alias: a strategy of its own. */
  readonly modelGroupStrategy?: Readonly<Record<string, string>>
  /** Prompts must fit windows and regions, and `rpm` and `tpm` are limits, whatever the strategy. */
  readonly enablePreCallChecks?: boolean
  /** `enforce_model_rate_limits`: `rpm` and `tpm` are limits, whatever the strategy. */
  readonly optionalPreCallChecks?: readonly string[]
  /** Requests with tags go to deployments that have them. */
  readonly enableTagFiltering?: boolean
  /** One common tag is enough (`true`), or all must be there. */
  readonly tagFilteringMatchAny?: boolean
  /** For deployments without `maxParallelRequests`. */
  readonly defaultMaxParallelRequests?: number
  readonly numRetries?: number
  readonly retryAfter?: number
  readonly timeout?: number
  readonly streamTimeout?: number
  /** Bounds a whole request. */
  readonly deadline?: number
  readonly fallbacks?: FallbackList
  readonly defaultFallbacks?: readonly Target[]
  readonly contextWindowFallbacks?: FallbackList
  readonly contentPolicyFallbacks?: FallbackList
  readonly maxFallbacks?: number
  /** Attempts after the first, by error; before `numRetries`. */
  readonly retryPolicy?: RetryPolicyOptions
  /** By group: takes the place of the whole `retryPolicy`. */
  readonly modelGroupRetryPolicy?: Readonly<Record<string, RetryPolicyOptions>>
  /** The most of a group's attempts after the first: a share of its requests, and so many a second; `false`: no bound. */
  readonly retryBudget?: false | number | { readonly ratio?: number; readonly perSecond?: number }
  /** A second attempt where the first is slow: later than this quantile of its deployment's own times. */
  readonly hedging?: boolean | { readonly quantile?: number }
  /** More failures than this within a minute cool a deployment down. */
  readonly allowedFails?: number
  readonly allowedFailsPolicy?: AllowedFailsOptions
  /** 0: never. */
  readonly cooldownTime?: number
  readonly disableCooldowns?: boolean
  /** What a request does whose whole group cools down. */
  readonly whenAllCooling?: 'fail' | 'wait' | 'least_bad'
  /** Parameters that a model does not have are left out, rather than the request refused. */
  readonly dropParams?: boolean
  /** Always left out: paths like `seed` or `tools[*].function.strict`. */
  readonly additionalDropParams?: readonly string[]
  /** What texts in errors of providers mean, before all that is known of them; the first that fits counts. */
  readonly errorPatterns?: readonly {
    readonly provider?: string
    readonly status?: number | readonly number[]
    /** Text, whatever its capitals; or a regular expression, `/…/` or `/…/i`. */
    readonly match: string
    readonly kind: PatternKind
  }[]
  /** Whether requests may bring `mock_response` and `mock_testing_…`. */
  readonly allowMockTesting?: boolean
  /** The Redis through which instances share limits and cooldowns: `redis://host:6379`, `rediss://…` for TLS. */
  readonly redisUrl?: string
  /** The same by its host; `redisPort` has to be there, too. */
  readonly redisHost?: string
  readonly redisPort?: number | string
  readonly redisPassword?: string
  /** The number of the database. */
  readonly redisDb?: number
  /** More about that connection, as LiteLLM has it: `ssl`, `username`, `startupNodes`, …; and about the cache. */
  readonly cacheKwargs?: CacheOptions
  /** Answers are kept for others who ask the same: in that Redis, or in memory. */
  readonly cacheResponses?: boolean
  /** How long; default: 600, and in Redis 60. */
  readonly defaultCacheTimeSeconds?: number
  /** Groups whose answers are as good as each other's. */
  readonly cachingGroups?: readonly (readonly string[])[]
  /** The same as `cacheResponses`; `false` comes before it. */
  readonly cache?: boolean
  /** Where answers are kept, which, and for how long; before `cacheKwargs` and `defaultCacheTimeSeconds`. */
  readonly cacheParams?: CacheOptions
  /** What instances share, and how. */
  readonly state?: StateOptions
}

/** The names that a router with these options answers to; `string` where the list is not literal. */
export type GroupOf<O extends Pick<RouterOptions, 'modelList' | 'modelGroupAlias'>> =
  | O['modelList'][number]['modelName']
  | (O extends { readonly modelGroupAlias: infer A } ? Extract<keyof A, string> : never)
