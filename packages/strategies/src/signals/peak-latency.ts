import { type AttemptEnd, defineSignal, type ProviderError, type Signal, type Tracker } from '@turnout/core'
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

  end(attempt: AttemptEnd): void {
    const { stream, startedMs, endedMs, failure } = attempt
    const peak = stream ? this.#streams : this.#plain
    const tookMs = (attempt.firstContentMs ?? endedMs) - startedMs
    if (!failure) peak.add(tookMs, endedMs)
    else if (failure.kind === 'cancelled') peak.atLeast(tookMs, endedMs)
    else if (isTheirs(failure)) peak.add(Math.max(failureMs, tookMs, failure.retryAfterMs ?? 0), endedMs)
  }

  ms(stream: boolean): number | undefined {
    const [own, other] = stream ? [this.#streams, this.#plain] : [this.#plain, this.#streams]
    return own.value(this.#nowMs) ?? other.value(this.#nowMs)
  }

  value(nowMs: number): PeakLatencyView {
    this.#nowMs = nowMs
    return this
  }
}

const isTheirs = ({ fault }: ProviderError): boolean => fault === 'upstream' || fault === 'network'

/** How long a deployment takes to say something, in ms: quick to rise, slow to fall; see `DecayingPeak`. */
export const peakLatency: Signal<PeakLatencyView> = defineSignal({
  name: 'peak-latency',
  bind: () => new PeakLatency(),
})
