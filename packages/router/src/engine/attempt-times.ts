import { type Deployment, type OperationName, ProviderError, type RouterConfig } from '@turnout/core'
import type { Ask } from './ask.ts'
import { defaultSilenceMs, defaultTimeoutMs } from './default-times.ts'
import type { Bound } from './time-limit.ts'

export interface AttemptTimes {
  /** Until a plain answer is whole, or a stream says something. */
  readonly first: Bound
  /** Between contents of a stream. */
  readonly silence: Bound
}

/** A deployment's times for requests that wish no others. */
export interface UsualTimes {
  readonly plain: AttemptTimes
  readonly stream: AttemptTimes
  /** Whether streams have a time of their own, which a request's `timeout` leaves alone. */
  readonly streamsApart: boolean
}

/** `timeout` bounds a whole plain attempt; `stream_timeout`, else `timeout`, a stream's first content and its silences. */
export function usualTimes(deployment: Deployment, config: RouterConfig): UsualTimes {
  const plainMs = deployment.timeoutMs ?? config.timeoutMs
  const streamMs = deployment.streamTimeoutMs ?? config.streamTimeoutMs
  return { plain: times(plainMs), stream: times(streamMs ?? plainMs), streamsApart: streamMs !== undefined }
}

/**
 * The request's value goes before the deployment's before the router's (LiteLLM, "Timeouts"). A bound that only the
 * caller's own wish makes so short is the caller's doing.
 */
export function timesOf(
  { stream, timeoutMs, streamTimeoutMs }: Pick<Ask<OperationName>, 'stream' | 'timeoutMs' | 'streamTimeoutMs'>,
  usual: UsualTimes,
): AttemptTimes {
  const wishMs = stream ? (streamTimeoutMs ?? (usual.streamsApart ? undefined : timeoutMs)) : timeoutMs
  const { first, silence } = stream ? usual.stream : usual.plain
  if (wishMs === undefined) return stream ? usual.stream : usual.plain
  return { first: answerWithin(wishMs, wishMs < first.limitMs), silence: saysWithin(wishMs, wishMs < silence.limitMs) }
}

const times = (configuredMs: number | undefined): AttemptTimes => ({
  first: answerWithin(configuredMs ?? defaultTimeoutMs),
  silence: saysWithin(configuredMs ?? defaultSilenceMs),
})

const answerWithin = (ms: number, byCaller = false): Bound =>
  bound(ms, `There was no answer within ${ms} ms.`, byCaller)
const saysWithin = (ms: number, byCaller = false): Bound => bound(ms, `The stream was silent for ${ms} ms.`, byCaller)

const bound = (limitMs: number, what: string, byCaller: boolean): Bound => ({
  limitMs,
  failure: () => new ProviderError('timeout', what, byCaller ? { fault: 'caller' } : {}),
})
