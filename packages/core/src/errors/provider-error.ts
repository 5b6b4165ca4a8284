import type { ErrorKind } from './error-kind.ts'
import { errorTable, type Fault } from './error-table.ts'

/** What is known of a failure besides its kind. Nothing here may hold a key. */
export interface ErrorDetails {
  /** The status the provider answered with; absent when it never answered. */
  readonly upstreamStatus?: number | undefined
  /** The status for the client, where it is not the table's (a 422 stays a 422). */
  readonly status?: number | undefined
  /** `error.code` for the client, where the table's is too general. */
  readonly code?: string | undefined
  /** The request field at fault. */
  readonly param?: string | undefined
  /** How long the provider asked to be left alone. */
  readonly retryAfterMs?: number | undefined
  /** The same, later by chance, so that those who wait do not all come at once. */
  readonly spreadAfterMs?: number | undefined
  /** Whose doing it is, where that is not the table's: a timeout that the caller chose is the caller's. */
  readonly fault?: Fault | undefined
  /** False: the same request sent again would not help, or only add to the load. */
  readonly worthRetrying?: boolean | undefined
  /** False: not a byte of the request has left; so it has used nothing of the provider's limits. */
  readonly sent?: boolean | undefined
  readonly cause?: unknown
}

const marker = Symbol.for('turnout.ProviderError')

/** One attempt failed: what adapters throw, and what retry, fallback and cooldown policies judge. */
export class ProviderError extends Error {
  override readonly name = 'ProviderError'
  readonly [marker] = true
  readonly kind: ErrorKind
  readonly upstreamStatus: number | undefined
  readonly status: number | undefined
  readonly code: string | undefined
  readonly param: string | undefined
  readonly retryAfterMs: number | undefined
  readonly spreadAfterMs: number | undefined
  readonly fault: Fault
  readonly worthRetrying: boolean | undefined
  readonly sent: boolean

  constructor(kind: ErrorKind, message: string, details: ErrorDetails = {}) {
    super(message, details.cause === undefined ? undefined : { cause: details.cause })
    this.kind = kind
    this.upstreamStatus = details.upstreamStatus
    this.status = details.status
    this.code = details.code
    this.param = details.param
    this.retryAfterMs = details.retryAfterMs
    this.spreadAfterMs = details.spreadAfterMs
    this.fault = details.fault ?? errorTable[kind].fault
    this.worthRetrying = details.worthRetrying
    this.sent = details.sent ?? true
  }

  /** The same failure with other details. */
  with(details: ErrorDetails): ProviderError {
    const { upstreamStatus, status, code, param, fault, worthRetrying, cause } = this
    const { retryAfterMs, spreadAfterMs, sent } = this
    const own = { upstreamStatus, status, code, param, retryAfterMs, spreadAfterMs, fault, worthRetrying, sent, cause }
    return new ProviderError(this.kind, this.message, { ...own, ...details })
  }

  /** True for a ProviderError of any copy of this package. */
  static is(error: unknown): error is ProviderError {
    return typeof error === 'object' && error !== null && marker in error
  }
}

/** OpenAI's clients obey a wait of at most a minute, and retry at once where they are told a longer one. */
const longestWaitMs = 60_000

/** Whether another request may not meet this failure, soon enough for a client to wait. */
export const mayPass = ({
  kind,
  retryAfterMs = 0,
  worthRetrying = passing.has(kind),
}: Pick<ProviderError, 'kind' | 'retryAfterMs' | 'worthRetrying'>): boolean =>
  worthRetrying && retryAfterMs <= longestWaitMs

const passing: ReadonlySet<ErrorKind> = new Set([
  ...(['rate-limit', 'timeout', 'connection', 'server', 'unavailable', 'none-available', 'overloaded'] as const),
])
