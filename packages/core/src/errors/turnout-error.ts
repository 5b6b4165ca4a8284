import type { AttemptRecord } from '../decision.ts'
import type { DecisionRecord } from '../decision-record.ts'
import type { ErrorKind } from './error-kind.ts'
import { errorTable } from './error-table.ts'
import { type ErrorDetails, mayPass, type ProviderError } from './provider-error.ts'

const marker = Symbol.for('turnout.TurnoutError')

/** A request failed: what the router throws. Carries every attempt; recognised by marker, not by `instanceof`. */
export class TurnoutError extends Error {
  override readonly name = 'TurnoutError'
  readonly [marker] = true
  readonly kind: ErrorKind
  /** The HTTP status the client gets. */
  readonly status: number
  /** OpenAI's `error.type`. */
  readonly type: string
  /** OpenAI's `error.code` where OpenAI has one. */
  readonly code: string
  readonly param: string | null
  /** How long to wait before it can work, where waiting helps. */
  readonly retryAfterMs: number | undefined
  /** The same, later by chance: for clients, so that those who wait do not all come at once. */
  readonly spreadAfterMs: number | undefined
  /** Whether the same request may do better another time: what `x-should-retry` tells OpenAI's clients. */
  readonly shouldRetry: boolean
  readonly attempts: readonly AttemptRecord[]
  /** All of it, where the request asked to have it explained, or somebody listens. */
  readonly decision: DecisionRecord | undefined

  constructor(
    kind: ErrorKind,
    message: string,
    details: ErrorDetails = {},
    attempts: readonly AttemptRecord[] = [],
    decision?: DecisionRecord,
  ) {
    super(message, details.cause === undefined ? undefined : { cause: details.cause })
    const row = errorTable[kind]
    this.kind = kind
    this.status = details.status ?? row.status
    this.type = row.type
    this.code = details.code ?? row.code
    this.param = details.param ?? null
    this.retryAfterMs = details.retryAfterMs
    this.spreadAfterMs = details.spreadAfterMs
    this.shouldRetry = mayPass({ kind, retryAfterMs: details.retryAfterMs, worthRetrying: details.worthRetrying })
    this.attempts = attempts
    this.decision = decision
  }

  /** The error of a request whose last attempt failed with `failure`. */
  static from(
    failure: ProviderError,
    attempts: readonly AttemptRecord[] = [],
    decision?: DecisionRecord,
  ): TurnoutError {
    const { kind, message, status, code, param, retryAfterMs, spreadAfterMs, worthRetrying } = failure
    const details = { status, code, param, retryAfterMs, spreadAfterMs, worthRetrying, cause: failure }
    return new TurnoutError(kind, message, details, attempts, decision)
  }

  /** True for a TurnoutError of any copy of this package. */
  static is(error: unknown): error is TurnoutError {
    return typeof error === 'object' && error !== null && marker in error
  }
}
