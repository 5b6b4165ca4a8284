import type { RouterConfig } from './config.ts'
import type { AttemptRecord, Rejection } from './decision.ts'
import type { ErrorKind } from './errors/error-kind.ts'
import type { OperationName } from './operations/operations.ts'
import type { Usage } from './operations/usage.ts'

interface EventBase {
  readonly requestId: string
  /** Monotonic, on the router's clock. */
  readonly atMs: number
}

export interface RequestStart extends EventBase {
  readonly type: 'request-start'
  readonly operation: OperationName
  /** As the caller named it. */
  readonly model: string
  readonly group: string
  readonly stream: boolean
}

export interface AttemptStarted extends EventBase {
  readonly type: 'attempt-start'
  readonly attemptId: string
  readonly group: string
  readonly deploymentId: string
  readonly rejected: readonly Rejection[]
}

export interface AttemptEnded extends EventBase {
  readonly type: 'attempt-end'
  readonly attempt: AttemptRecord
  readonly usage?: Usage
  /** The usage was reckoned from what was seen, because the provider did not come to tell it. */
  readonly usageEstimated?: boolean
}

/** A deployment is left alone for a while. */
export interface CooldownStarted extends EventBase {
  readonly type: 'cooldown-start'
  readonly deploymentId: string
  readonly group: string
  readonly kind: ErrorKind
  readonly durationMs: number
}

export interface FallbackTaken extends EventBase {
  readonly type: 'fallback'
  readonly from: string
  readonly to: string
  readonly kind: ErrorKind
}

/** A routing strategy threw, took too long, or chose what was no candidate; another one chose instead. */
export interface StrategyFaulted extends EventBase {
  readonly type: 'strategy-fault'
  readonly strategy: string
  readonly group: string
  readonly reason: string
}

/** The shared store does not answer: from now on `on_store_error` says what limits are worth. */
export interface StoreLost {
  readonly type: 'store-lost'
  readonly atMs: number
  readonly reason: string
}

/** The shared store answers again, and has been told what happened meanwhile. */
export interface StoreBack {
  readonly type: 'store-back'
  readonly atMs: number
  readonly lostMs: number
}

/** The shared store answers, but may lose what it is to keep. */
export interface StoreWarned {
  readonly type: 'store-warn'
  readonly atMs: number
  readonly reason: string
}

/** How a request failed, as its caller is told. */
export interface RequestFailure {
  readonly kind: ErrorKind
  /** The HTTP status; of a stream that broke, what it would have been. */
  readonly status: number
  readonly code: string
  readonly message: string
}

/** The terminal event of a request that was not taken: at a server's door, or because of what it asks for. It has no other. */
export interface RequestRefused extends EventBase {
  readonly type: 'request-refused'
  readonly operation: OperationName
  /** As the caller named it; undefined where that was not read. */
  readonly model: string | undefined
  readonly failure: RequestFailure
}

/** What the response cache did for a request that it was asked for. */
export interface CacheUse {
  /** A hit was answered by nobody but the cache; a part of the texts of an embedding is a miss. */
  readonly status: 'hit' | 'miss'
  /** What did not have to be used again. */
  readonly savedUsage?: Usage
  /** The same in USD, where the prices are known. */
  readonly savedUsd?: number
}

/** The response cache cannot be asked: until it is back, every request is served as if nothing were kept. */
export interface CacheLost {
  readonly type: 'cache-lost'
  readonly atMs: number
  readonly reason: string
}

/** The response cache answers again. */
export interface CacheBack {
  readonly type: 'cache-back'
  readonly atMs: number
  readonly lostMs: number
}

/** The terminal event: exactly one a request, after the last batch was read. It tells everything. */
export interface RequestEnd extends EventBase {
  readonly type: 'request-end'
  readonly operation: OperationName
  readonly model: string
  /** The group that the caller's name leads to. */
  readonly asked: string
  /** The group that served; the one asked for where none did. */
  readonly group: string
  readonly stream: boolean
  readonly durationMs: number
  /** The router's own time up to the answer, without attempts and waits; undefined where there was none. */
  readonly overheadMs: number | undefined
  readonly attempts: readonly AttemptRecord[]
  /** How many groups were gone to after the one asked for. */
  readonly fallbacks: number
  readonly failure?: RequestFailure | undefined
  readonly usage?: Usage | undefined
  readonly usageEstimated?: boolean | undefined
  /** Absent: the response cache had no part in it. Of a hit there are no attempts, and no usage but what was saved. */
  readonly cache?: CacheUse | undefined
}

/** What callbacks hear, named `noun-verb`. Prompts and answers are never in it. */
export type RouterEvent =
  | RequestStart
  | AttemptStarted
  | AttemptEnded
  | CooldownStarted
  | FallbackTaken
  | RequestEnd
  | RequestRefused
  | StrategyFaulted
  | StoreLost
  | StoreBack
  | StoreWarned
  | CacheLost
  | CacheBack

/** Hears what happened, as it happens: `on` must return at once. What it throws changes nothing. */
export interface Callback {
  readonly name: string
  /** What it hears; everything, unless it says. Events that nobody hears are not made. */
  readonly hears?: readonly RouterEvent['type'][]
  /** Told the configuration before it serves: at the start, and at each reload. */
  configure?(config: RouterConfig): void
  on(event: RouterEvent): void
}
