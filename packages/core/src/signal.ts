import type { Deployment } from './deployment.ts'
import type { ProviderError } from './errors/provider-error.ts'
import type { Json } from './json.ts'
import type { OperationName } from './operations/operations.ts'
import type { Usage } from './operations/usage.ts'
import type { TransportHeaders } from './transport.ts'

/**
 * Signals remember. A signal is known by identity, not by name: two plugins that both say `load` do not collide.
 * The router keeps one tracker a deployment for each signal that somebody needs, and none for the others.
 */
export interface Signal<T> {
  readonly name: string
  bind(deployment: Deployment): Tracker<T>
  /** Where it only looks at what another signal remembers: that one, which `bind` is then not asked for. */
  readonly view?: SignalView<T>
}

export interface SignalView<T> {
  readonly of: Signal<unknown>
  read(value: unknown, nowMs: number): T
}

/** Local and synchronous; told of attempts by the router only. */
export interface Tracker<T> {
  start?(attempt: AttemptStart): void
  /** Called exactly once for each `start`, whatever became of the attempt. */
  end?(attempt: AttemptEnd): void
  value(nowMs: number): T
  /**
   * What other instances are to know: all of it (`whole`, for those who are new), or what has changed since it was last
   * asked; undefined: nothing. Only what this instance saw itself, never what it was told. Times are ages, because
   * clocks differ.
   */
  export?(nowMs: number, whole: boolean): Json | undefined
  /** What another instance exported just now; undefined: it is gone, and what it said no longer counts. */
  merge?(instance: string, data: Json | undefined, nowMs: number): void
}

export interface AttemptStart {
  readonly attemptId: string
  readonly operation: OperationName
  readonly stream: boolean
  /** Monotonic. */
  readonly atMs: number
  /** Tokens that it is thought to take, prompt and answer. */
  readonly estimatedTokens: number
}

export interface AttemptEnd {
  readonly attemptId: string
  readonly operation: OperationName
  readonly stream: boolean
  readonly startedMs: number
  readonly endedMs: number
  /** When the first content arrived; undefined when none did. */
  readonly firstContentMs: number | undefined
  /** Undefined when it ended well. */
  readonly failure: ProviderError | undefined
  readonly usage: Usage | undefined
  /** The usage was reckoned from what was seen, because the provider did not come to tell it. */
  readonly usageEstimated?: boolean | undefined
  /** Of the provider's answer, where there was one; lower-case names. */
  readonly headers?: TransportHeaders | undefined
}

/** The signals a filter or strategy reads, under the names it reads them by. */
export type Needs = Readonly<Record<string, Signal<unknown>>>

export type SignalValue<S> = S extends Signal<infer T> ? T : never

/** A deployment with the signals that were asked for, read at the moment they are looked at. */
export type Candidate<N extends Needs = Needs> = { readonly deployment: Deployment } & {
  readonly [K in keyof N]: SignalValue<N[K]>
}
