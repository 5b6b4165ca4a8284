import type { ErrorKind } from './errors/error-kind.ts'
import type { Usage } from './operations/usage.ts'

/** One attempt, as it is remembered. */
export interface AttemptRecord {
  readonly attemptId: string
  readonly group: string
  readonly deploymentId: string
  readonly provider: string
  readonly startedMs: number
  readonly endedMs: number
  /** When it committed; undefined where it never did. */
  readonly firstContentMs?: number | undefined
  /** It was the second of two at a time, started because the first was slow. */
  readonly hedge?: boolean | undefined
  /** Parameters that it was sent without, where there were such. */
  readonly droppedParams?: readonly string[] | undefined
  /** Tokens, where the provider told them or something was seen of the answer. */
  readonly usage?: Usage | undefined
  /** The usage was reckoned from what was seen, because the provider did not come to tell it. */
  readonly usageEstimated?: boolean | undefined
  /** USD, where usage and prices are known. */
  readonly costUsd?: number | undefined
  /** 16 hex digits, where the request is traced. */
  readonly spanId?: string | undefined
  /** Undefined when it served. */
  readonly failure?: { readonly kind: ErrorKind; readonly className: string; readonly message: string } | undefined
}

/** A candidate that a filter put aside. */
export interface Rejection {
  readonly deploymentId: string
  readonly filter: string
  readonly reason: string
}
