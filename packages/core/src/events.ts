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

/** The terminal event: exactly one a request, after the last batch was read. */
export interface RequestEnd extends EventBase {
  readonly type: 'request-end'
  readonly operation: OperationName
  readonly model: string
  /** The group that served, or the last one that failed. */
  readonly group: string
  readonly durationMs: number
  readonly attempts: readonly AttemptRecord[]
  readonly failure?: { readonly kind: ErrorKind; readonly message: string }
  readonly usage?: Usage
  readonly usageEstimated?: boolean
}

/** What callbacks hear, named `noun-verb`. Prompts and answers are never in it. */
export type RouterEvent =
  | RequestStart
  | AttemptStarted
  | AttemptEnded
  | CooldownStarted
  | FallbackTaken
  | RequestEnd
  | StrategyFaulted
  | StoreLost
  | StoreBack
  | StoreWarned

/** Hears what happened, as it happens: `on` must return at once. What it throws changes nothing. */
export interface Callback {
  readonly name: string
  on(event: RouterEvent): void
}
