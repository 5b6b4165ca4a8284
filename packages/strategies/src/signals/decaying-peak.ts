import { Elsewhere } from './elsewhere.ts'

/** After so long a sample has lost all but 1/e of its weight. */
const decayMs = 10_000

/**
 * A peak-sensitive moving average: it jumps up to a higher sample, and forgets exponentially, towards lower samples
 * or, without any, towards zero. (Peak EWMA, as in Twitter's Finagle and in Linkerd.)
 */
export class DecayingPeak {
  #value: number | undefined
  #atMs = 0
  /** When what another instance said will have sunk to 1: all sink alike, so the latest is the greatest, for good. */
  readonly #elsewhere = Elsewhere.greatest()

  add(sample: number, nowMs: number): void {
    const kept = this.#kept(nowMs)
    const before = this.#value ?? 0
    this.#value = sample > before * kept ? sample : before * kept + sample * (1 - kept)
    this.#atMs = Math.max(this.#atMs, nowMs)
  }

  /** A lower bound: raises it where it is lower, and says nothing otherwise. */
  atLeast(sample: number, nowMs: number): void {
    if (sample > (this.own(nowMs) ?? 0)) this.add(sample, nowMs)
  }

  /** What another instance has come to by itself; undefined: nothing. */
  hear(instance: string, value: number | undefined, nowMs: number): void {
    const known = value === undefined ? undefined : Math.max(value, Number.MIN_VALUE)
    this.#elsewhere.hear(instance, known && nowMs + decayMs * Math.log(known))
  }

  /** The greatest, of this instance's and of the others'; undefined where none has a sample. */
  value(nowMs: number): number | undefined {
    const own = this.own(nowMs)
    if (this.#elsewhere.joined === -Infinity) return own
    return Math.max(own ?? 0, Math.exp((this.#elsewhere.joined - nowMs) / decayMs))
  }

  /** What this instance's samples say; undefined before the first. */
  own(nowMs: number): number | undefined {
    return this.#value === undefined ? undefined : this.#value * this.#kept(nowMs)
  }

  #kept(nowMs: number): number {
    return nowMs > this.#atMs ? Math.exp((this.#atMs - nowMs) / decayMs) : 1
  }
}
