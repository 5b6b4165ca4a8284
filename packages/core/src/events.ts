import type { AttemptRecord, Rejection } from './decision.ts'
import type { DecisionRecord, RequestFailure } from './decision-record.ts'
import type { ErrorKind } from './errors/error-kind.ts'
import type { OperationName } from './operations/operations.ts'

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

/** A callback threw, or is not told of more: said once for each. */
export interface CallbackFaulted {
  readonly type: 'callback-fault'
  readonly atMs: number
  readonly callback: string
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

/** The terminal event of a request that was not taken: at a server's door, or because of what it asks for. It has no other. */
export interface RequestRefused extends EventBase {
  readonly type: 'request-refused'
  readonly operation: OperationName
  /** As the caller named it; undefined where that was not read. */
  readonly model: string | undefined
  readonly failure: RequestFailure
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

/** The terminal event: exactly one a request, after its last byte. It tells everything. */
export interface RequestEnd extends DecisionRecord {
  readonly type: 'request-end'
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
  | CallbackFaulted
  | StoreLost
  | StoreBack
  | StoreWarned
  | CacheLost
  | CacheBack
