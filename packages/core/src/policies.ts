import type { FallbackTarget } from './config.ts'
import type { Deployment } from './deployment.ts'
import type { ProviderError } from './errors/provider-error.ts'

/** A group that is being tried, and the name the caller used where that was an alias of it. */
export interface GroupPoint {
  readonly group: string
  readonly alias?: string
}

/** How far a request has come in the group it is in. */
export interface RetryProgress extends GroupPoint {
  /** Attempts already made in this group; at least 1. */
  readonly attempts: number
  /** Extra attempts allowed: the request's, else the deployment's, else the router's. */
  readonly numRetries: number
  /** Deployments of the group that could serve now. */
  readonly able: number
  /** Of these, the ones this request has not tried. */
  readonly untried: number
  /** How long until the first deployment could serve again, where none can now, in ms; undefined: not known. */
  readonly releaseMs: number | undefined
  readonly random: () => number
}

/** How long to wait before the next attempt in this group, in ms; undefined: give up here. */
export type RetryPolicy = (failure: ProviderError, progress: RetryProgress) => number | undefined

/** Where to go when a group has failed: groups, aliases or deployment ids. The router visits each group once. */
export type FallbackPolicy = (failure: ProviderError, at: GroupPoint) => readonly FallbackTarget[]

/** How a deployment did in the last 60 s, the failure at hand included. */
export interface FailureTally {
  readonly deployment: Deployment
  readonly failures: number
  readonly successes: number
  /** Deployments in the same group, this one included. */
  readonly groupSize: number
  /** It was let in for one attempt after a cooldown, and this was it. */
  readonly probe: boolean
}

/** How long to leave a deployment alone, in ms; undefined: leave it in. */
export type CooldownPolicy = (failure: ProviderError, tally: FailureTally) => number | undefined
