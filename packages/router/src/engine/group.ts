import type { Candidate, RoutingStrategy } from '@turnout/core'
import type { Member } from './member.ts'

/** Deployments that serve one name, and who chooses among them. */
export interface Group {
  readonly members: readonly Member[]
  /** All of them as the strategy sees them. */
  readonly candidates: readonly Candidate[]
  readonly strategy: RoutingStrategy
  /** A deployment's own id, or the model that it calls: whoever asks for that is not told that it cools down. */
  readonly direct: boolean
}
