import type { Cancel, Clock } from '@turnout/core'

/**
 * How a server ends: `leaving`, not ready any more, but serving; `ending` what runs; `cancelling` what still runs;
 * `cutting` off readers who do not take even that.
 */
export type DrainPhase = (typeof phases)[number]

export interface DrainTimes {
  /** How long to serve on before new requests are refused. */
  readonly delayMs: number
  /** How long running requests then have to end. */
  readonly timeoutMs: number
}

const phases = ['leaving', 'ending', 'cancelling', 'cutting'] as const

/** How long the last bytes of cancelled answers have to reach their readers. */
export const lastWordsMs = 500

/** Goes from phase to phase as their times come. */
export class Drain {
  readonly #clock: Clock
  readonly #enter: (phase: DrainPhase) => void
  /** Monotonic, each no sooner than the one before. */
  readonly #beginsMs: Record<DrainPhase, number> = {
    ...{ leaving: Infinity, ending: Infinity, cancelling: Infinity, cutting: Infinity },
  }
  #entered = 0
  #stop: Cancel | undefined

  constructor(clock: Clock, enter: (phase: DrainPhase) => void) {
    this.#clock = clock
    this.#enter = enter
  }

  /** Undefined while nobody asked for the end. */
  get phase(): DrainPhase | undefined {
    return phases[this.#entered - 1]
  }

  /** Begins the end; called again, it can only come sooner. */
  begin({ delayMs, timeoutMs }: DrainTimes): void {
    const begins = this.#beginsMs
    const nowMs = this.#clock.monotonicMs()
    begins.leaving = Math.min(begins.leaving, nowMs)
    begins.ending = Math.min(begins.ending, nowMs + delayMs)
    begins.cancelling = Math.min(begins.cancelling, nowMs + delayMs + timeoutMs)
    begins.cutting = begins.cancelling + lastWordsMs
    this.#advance()
  }

  /** Everything ended by itself. */
  stop(): void {
    this.#stop?.()
    this.#entered = phases.length
  }

  #advance(): void {
    this.#stop?.()
    for (let phase = phases[this.#entered]; phase; phase = phases[this.#entered]) {
      const waitMs = this.#beginsMs[phase] - this.#clock.monotonicMs()
      if (waitMs > 0) {
        this.#stop = waitMs === Infinity ? undefined : this.#clock.timer(waitMs, () => this.#advance())
        return
      }
      this.#entered++
      this.#enter(phase)
    }
  }
}
