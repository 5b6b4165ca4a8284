import type { ErrorKind } from './error-kind.ts'

/** What a provider's error means, as a configuration says it, before all that is known of it. */
export interface ErrorPattern {
  /** Absent: whatever the status. */
  readonly statuses?: readonly number[]
  /** In the message. */
  readonly text: RegExp
  readonly kind: ErrorKind
}
