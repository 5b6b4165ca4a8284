import type { ProviderError } from './errors/provider-error.ts'

/** How far a request has come in the group it is in. */
export interface RetryProgress {
  /** Attempts already made in this group; at least 1. */
  readonly attempts: number
  /** Extra attempts allowed: the request's, else the deployment's, else the router's. */
  readonly numRetries: number
  /** Deployments of the group that could serve and were not tried yet. */
  readonly untried: number
  readonly random: () => number
}

/** How long to wait before the next attempt in this group, in ms; undefined: give up here. */
export type RetryPolicy = (failure: ProviderError, progress: RetryProgress) => number | undefined

/** Where a request stands when a group has failed. */
export interface FallbackPoint {
  readonly group: string
  /** The name the caller used, where it was an alias of this group. */
  readonly alias?: string
}

/** Where to go when a group has failed: groups, aliases or deployment ids. The router visits each group once. */
export type FallbackPolicy = (failure: ProviderError, at: FallbackPoint) => readonly string[]

/** How a deployment did lately, the failure at hand included. */
export interface FailureTally {
  readonly failures: number
  readonly successes: number
  /** Deployments in the same group, this one included. */
  readonly groupSize: number
}

/** How long to leave a deployment alone, in ms; undefined: leave it in. */
export type CooldownPolicy = (failure: ProviderError, tally: FailureTally) => number | undefined
