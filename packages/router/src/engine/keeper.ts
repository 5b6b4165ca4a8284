import type { Batch, Deployment, OperationName, Usage } from '@turnout/core'
import type { Ask } from './ask.ts'

/** An answer that has ended well, and how it came about. */
export interface Served {
  /** As it was asked of whoever served: a fallback may have changed it. */
  readonly ask: Ask<OperationName>
  readonly group: string
  readonly deployment: Deployment
  readonly usage: Usage
  /** The provider did not tell it. */
  readonly estimated: boolean
}

/** Sees a request's answer pass, and takes it for the response cache when it has ended well. Never throws. */
export interface Keeper {
  note(batch: Batch<OperationName>): void
  keep(served: Served): void
}
