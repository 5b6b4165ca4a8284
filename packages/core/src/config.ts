import type { Deployment } from './deployment.ts'
import type { JsonObject } from './json.ts'
import type { Secret } from './secret.ts'

/** A whole configuration as plain, frozen data: what a file or options object comes to, and all the router knows of it. */
export interface RouterConfig {
  readonly deployments: readonly Deployment[]
  readonly aliases: Readonly<Record<string, Alias>>
  readonly routingStrategy: string
  readonly routingStrategyArgs: JsonObject
  readonly numRetries: number
  /** The least wait before a retry that has to wait. */
  readonly retryAfterMs: number
  /** Bounds a whole plain attempt, and where `streamTimeoutMs` is not set a stream's first content and its silences. */
  readonly timeoutMs?: number
  /** Bounds a stream's first content, and its silences after it. */
  readonly streamTimeoutMs?: number
  /** Bounds the whole request, waits included. */
  readonly deadlineMs?: number
  readonly fallbacks: Fallbacks
  readonly maxFallbacks: number
  /** Callbacks by name, as configured. */
  readonly callbacks: readonly string[]
  readonly server: ServerConfig
}

export interface Alias {
  readonly group: string
  /** Callable, but not listed. */
  readonly hidden: boolean
}

/** Targets by group; `*` stands for every group without an entry. */
export type FallbackTable = Readonly<Record<string, readonly string[]>>

export interface Fallbacks {
  readonly general: FallbackTable
  readonly contextWindow: FallbackTable
  readonly contentPolicy: FallbackTable
}

export interface ServerConfig {
  readonly masterKey?: Secret
  /** Adds the response headers under LiteLLM's names too. */
  readonly litellmHeaders: boolean
  readonly maxRequestBytes: number
}
