/** What a provider may do instead of answering well. */
export type FaultKind =
  | 'server'
  | 'unavailable'
  | 'rate-limit'
  | 'rate-limit-told'
  | 'timeout'
  | 'refused'
  | 'reset'
  | 'bad-request'
  | 'context-window'
  | 'content-policy'
  | 'authentication'
  | 'quota'
  | 'not-found'
  | 'hang'
  | 'slow'
  | 'empty'
  | 'silent-cut'
  | 'cut'
  | 'stall'
  | 'error-inside'
  | 'unfinished'
  | 'blocked'

/** How the provider behind one deployment behaves. */
export interface Upstream {
  readonly latencyMs: number
  /** Between parts of a stream. */
  readonly gapMs: number
  readonly parts: number
  /** How likely each fault is, from 0 to 1. */
  readonly faults: Readonly<Partial<Record<FaultKind, number>>>
  /** Times in which every call has this fault. */
  readonly phases: readonly { readonly fromMs: number; readonly toMs: number; readonly fault: FaultKind }[]
}

/** One entry of `model_list`. */
export interface FileDeployment {
  readonly model_name: string
  readonly litellm_params: {
    readonly model: string
    readonly api_key: string
    readonly weight?: number
    readonly order?: number
    readonly rpm?: number
    readonly tpm?: number
    readonly max_parallel_requests?: number
    readonly timeout?: number
    readonly num_retries?: number
    readonly cooldown_time?: number
    readonly input_cost_per_token: number
    readonly output_cost_per_token: number
  }
  readonly model_info: { readonly id: string }
}

/** A configuration as LiteLLM's file has it: a world can be told to anybody. */
export interface WorldFile {
  readonly model_list: readonly FileDeployment[]
  readonly router_settings: {
    readonly routing_strategy: string
    readonly routing_strategy_args?: Readonly<Record<string, string | number>>
    readonly model_group_alias?: Readonly<Record<string, string>>
    readonly num_retries: number
    readonly retry_after: number
    readonly timeout: number
    readonly stream_timeout?: number
    readonly deadline?: number
    readonly fallbacks: readonly Readonly<Record<string, readonly string[]>>[]
    readonly context_window_fallbacks?: readonly Readonly<Record<string, readonly string[]>>[]
    readonly max_fallbacks?: number
    readonly retry_budget: false | { readonly ratio: number; readonly per_second: number }
    readonly hedging?: { readonly quantile: number }
    readonly allowed_fails?: number
    readonly cooldown_time: number
    readonly disable_cooldowns?: boolean
    readonly when_all_cooling: 'fail' | 'wait' | 'least_bad'
    readonly optional_pre_call_checks?: readonly string[]
    readonly state: { readonly redis: string; readonly exchange_interval: number }
  }
  readonly litellm_settings: {
    readonly cache?: boolean
    readonly cache_params?: { readonly type: 'local'; readonly ttl: number; readonly coalesce: boolean }
  }
}

/**
 * What is wrong with the way to the store for a while. `mute`: it does what it is asked, but nobody hears; `twice`: what
 * is sent arrives twice.
 */
export interface StoreFault {
  readonly fromMs: number
  readonly toMs: number
  readonly kind: 'lost' | 'mute' | 'frozen' | 'slow' | 'twice'
  /** Which instances cannot reach it; absent: none can. */
  readonly instances?: readonly number[]
}

export interface StoreWorld {
  /** Instances share a store in memory that answers at once; or one behind a wire; or slices of that one. */
  readonly kind: 'memory' | 'remote' | 'sliced'
  /** There and back. */
  readonly delayMs: number
  readonly onStoreError: 'share' | 'open' | 'closed'
  readonly faults: readonly StoreFault[]
}

export interface ClientRequest {
  readonly id: number
  readonly atMs: number
  /** The instance it goes to, where that is up. */
  readonly instance: number
  readonly model: string
  /** Who asks the same says the same. */
  readonly prompt: number
  readonly caller: string
  readonly stream: boolean
  readonly maxTokens?: number | undefined
  readonly deadlineMs?: number | undefined
  readonly timeoutMs?: number | undefined
  readonly numRetries?: number | undefined
  /** Its client leaves so long after it came. */
  readonly leavesMs?: number | undefined
  /** By a signal, or by letting go of the reply. */
  readonly leavesBy: 'signal' | 'cancel'
  /** Before each read of a stream. */
  readonly thinksMs: number
  /** Reads so many batches, and then no more, without a word. */
  readonly forgetsAfter?: number | undefined
  /** Its client tries so often again, as OpenAI's do. */
  readonly retries: number
}

/** What happens besides requests. */
export type Happening =
  | { readonly atMs: number; readonly does: 'crash' | 'close'; readonly instance: number; readonly downMs: number }
  | { readonly atMs: number; readonly does: 'reload'; readonly instance: number; readonly without?: string }
  | { readonly atMs: number; readonly does: 'step-clock'; readonly byMs: number }

/** A whole world as plain data: times are in ms from its beginning. */
export interface World {
  readonly seed: number
  readonly instances: number
  /** Timers that are due at the same time run in any order. */
  readonly chaos: boolean
  /** When everything is over faults stop, and all must serve again. */
  readonly heals: boolean
  /** Everything said of requests is searched for secrets. */
  readonly searched: boolean
  readonly callbacks: readonly ('throws' | 'rejects' | 'hangs')[]
  readonly file: WorldFile
  /** By deployment id. */
  readonly upstreams: Readonly<Record<string, Upstream>>
  readonly store: StoreWorld
  readonly requests: readonly ClientRequest[]
  readonly happenings: readonly Happening[]
}
