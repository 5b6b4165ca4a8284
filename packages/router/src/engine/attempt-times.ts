import { type OperationName, ProviderError } from '@turnout/core'
import type { Ask } from './ask.ts'
import { defaultSilenceMs, defaultTimeoutMs } from './default-times.ts'
import type { Engine } from './engine.ts'
import type { Member } from './member.ts'
import type { Bound } from './time-limit.ts'

export interface AttemptTimes {
  /** Until a plain answer is whole, or a stream says something. */
  readonly first: Bound
  /** Between contents of a stream. */
  readonly silence: Bound
}

/**
 * `timeout` bounds a whole plain attempt; `stream_timeout`, else `timeout`, a stream's first content and its silences.
 * The request's value goes before the deployment's before the router's (LiteLLM, "Timeouts"). A bound that only the
 * caller's own wish makes so short is the caller's doing.
 */
export function timesOf(
  engine: Engine,
  ask: Ask<OperationName>,
  { deployment }: Pick<Member, 'deployment'>,
): AttemptTimes {
  const { config } = engine
  const plainMs = deployment.timeoutMs ?? config.timeoutMs
  const streamMs = deployment.streamTimeoutMs ?? config.streamTimeoutMs
  const configuredMs = ask.stream ? (streamMs ?? plainMs) : plainMs
  const wishMs = ask.stream
    ? (ask.streamTimeoutMs ?? (streamMs === undefined ? ask.timeoutMs : undefined))
    : ask.timeoutMs
  const bound = (usualMs: number, what: (ms: number) => string): Bound => {
    const limitMs = wishMs ?? usualMs
    const fault = limitMs < usualMs ? ({ fault: 'caller' } as const) : {}
    return { limitMs, failure: () => new ProviderError('timeout', what(limitMs), fault) }
  }
  return {
    first: bound(configuredMs ?? defaultTimeoutMs, (ms) => `There was no answer within ${ms} ms.`),
    silence: bound(configuredMs ?? defaultSilenceMs, (ms) => `The stream was silent for ${ms} ms.`),
  }
}
