import {
  type AttemptEnd,
  defineSignal,
  isJsonObject,
  type Json,
  type ProviderError,
  type Signal,
  type Tracker,
} from '@turnout/core'
import { isAmount } from './amount.ts'
import { DecayingPeak } from './decaying-peak.ts'

/** A failure counts as an answer that took so long, or as long as its Retry-After. */
const failureMs = 5_000

export interface PeakLatencyView {
  /** What to expect of streams, or of plain answers; where those are unknown, what the others say. Undefined: nothing. */
  ms(stream: boolean): number | undefined
}

/** Streams are measured to their first content, plain answers to their end: each kind for itself. */
class PeakLatency implements Tracker<PeakLatencyView>, PeakLatencyView {
  readonly #streams = new DecayingPeak()
  readonly #plain = new DecayingPeak()
  #nowMs = 0
  #isNew = false

  end(attempt: AttemptEnd): void {
    const { stream, startedMs, endedMs, failure } = attempt
    const peak = stream ? this.#streams : this.#plain
    const tookMs = (attempt.firstContentMs ?? endedMs) - startedMs
    if (!failure) peak.add(tookMs, endedMs)
    else if (failure.kind === 'cancelled') peak.atLeast(tookMs, endedMs)
    else if (isTheirs(failure)) peak.add(Math.max(failureMs, tookMs, failure.retryAfterMs ?? 0), endedMs)
    else return
    this.#isNew = true
  }

  ms(stream: boolean): number | undefined {
    const [own, other] = stream ? [this.#streams, this.#plain] : [this.#plain, this.#streams]
    return own.value(this.#nowMs) ?? other.value(this.#nowMs)
  }

  value(nowMs: number): PeakLatencyView {
    this.#nowMs = nowMs
    return this
  }

  export(nowMs: number, whole: boolean): Json | undefined {
    if (!this.#isNew && !whole) return undefined
    this.#isNew = false
    const [streamMs, plainMs] = [this.#streams.own(nowMs), this.#plain.own(nowMs)]
    return streamMs === undefined && plainMs === undefined ? undefined : { streamMs, plainMs }
  }

  merge(instance: string, data: Json | undefined, nowMs: number): void {
    if (data !== undefined && !isSaid(data)) return
    this.#streams.hear(instance, data?.streamMs, nowMs)
    this.#plain.hear(instance, data?.plainMs, nowMs)
  }
}

const isSaid = (data: Json): data is { streamMs?: number; plainMs?: number } =>
  isJsonObject(data) && [data['streamMs'], data['plainMs']].every((ms) => ms === undefined || isAmount(ms))

const isTheirs = ({ fault }: ProviderError): boolean => fault === 'upstream' || fault === 'network'

/** How long a deployment takes to say something, in ms: quick to rise, slow to fall; see `DecayingPeak`. */
export const peakLatency: Signal<PeakLatencyView> = defineSignal({
  name: 'peak-latency',
  bind: () => new PeakLatency(),
})
