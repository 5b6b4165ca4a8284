/** After so long a sample has lost all but 1/e of its weight. */
const decayMs = 10_000

/**
 * A peak-sensitive moving average: it jumps up to a higher sample, and forgets exponentially, towards lower samples
 * or, without any, towards zero. (Peak EWMA, as in Twitter's Finagle and in Linkerd.)
 */
export class DecayingPeak {
  #value: number | undefined
  #atMs = 0

  add(sample: number, nowMs: number): void {
    const kept = this.#kept(nowMs)
    const before = this.#value ?? 0
    this.#value = sample > before * kept ? sample : before * kept + sample * (1 - kept)
    this.#atMs = Math.max(this.#atMs, nowMs)
  }

  /** A lower bound: raises it where it is lower, and says nothing otherwise. */
  atLeast(sample: number, nowMs: number): void {
    if (sample > (this.value(nowMs) ?? 0)) this.add(sample, nowMs)
  }

  /** Undefined before the first sample. */
  value(nowMs: number): number | undefined {
    return this.#value === undefined ? undefined : this.#value * this.#kept(nowMs)
  }

  #kept(nowMs: number): number {
    return nowMs > this.#atMs ? Math.exp((this.#atMs - nowMs) / decayMs) : 1
  }
}
