import type { RouterConfig } from './config.ts'
import type { RouterEvent } from './events.ts'
import type { JsonObject } from './json.ts'
import type { Runtime } from './runtime.ts'
import type { Secret } from './secret.ts'
import type { TraceContext } from './trace.ts'

/**
 * Hears what happened, after it happened: events come in order, when the bytes of the moment are on their way. `on`
 * should return at once; what it throws or rejects with changes nothing. Where it returns a promise, so many of these
 * may be open at a time, and events beyond that pass it by, counted.
 */
export interface Callback {
  readonly name: string
  /** What it hears; everything, unless it says. Events that nobody hears are not made. */
  readonly hears?: readonly RouterEvent['type'][]
  /** Whether it wants to know who was looked at for each choice (`steps` of a decision record), which costs something. */
  readonly wantsSteps?: boolean
  /** Told the configuration before it serves: at the start, and at each reload. */
  configure?(config: RouterConfig): void
  on(event: RouterEvent): unknown
  /**
   * Gives a request its place in a trace: asked when it begins, in the caller's own context, with the `traceparent` and
   * `tracestate` that came with it. Undefined: not sampled, and nothing is made of it.
   */
  trace?(incoming: IncomingTrace): TraceContext | undefined
  /** What it could not pass on so far. */
  losses?(): CallbackLosses
  /** Passes on what it still has; has a few seconds for it. */
  close?(): Promise<void>
}

export interface IncomingTrace {
  readonly traceparent: string | undefined
  readonly tracestate: string | undefined
}

/** Events that a callback did not pass on. */
export interface CallbackLosses {
  /** There was no room for them. */
  readonly dropped: number
  /** Passing them on was tried, and failed for good. */
  readonly failed: number
}

/** What a callback that a configuration names is made of. */
export interface CallbackContext {
  /** As the configuration names it. */
  readonly name: string
  readonly runtime: Runtime
  /** The variables that are for it (`LANGFUSE_*`, `OTEL_*`, …), of the process and of the configuration. */
  readonly environment: Readonly<Record<string, Secret>>
  /** `callback_settings.NAME`, or nothing. */
  readonly settings: JsonObject
  /** Tells whoever runs this, in words, once for each thing that is wrong. */
  readonly warn: (message: string) => void
}

/** Makes a callback; undefined where it cannot work, which it has warned of. */
export type CallbackFactory = (context: CallbackContext) => Callback | undefined | Promise<Callback | undefined>

/** Declares a callback, or how one is made; exists so that its parts are typed. */
export const defineCallback = <const C extends Callback | CallbackFactory>(callback: C): C => callback
