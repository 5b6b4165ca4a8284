import type { Cancel, CancelScope, Clock, ProviderError } from '@turnout/core'

/** One attempt's clock: cancels its scope when time is up, unless it is told of progress or stopped. */
export class TimeLimit {
  readonly #clock: Clock
  readonly #scope: CancelScope
  #limitMs: number
  #sinceMs: number
  #failure: () => ProviderError
  #stop: Cancel | undefined

  constructor(clock: Clock, scope: CancelScope, limitMs: number, failure: () => ProviderError) {
    this.#clock = clock
    this.#scope = scope
    this.#limitMs = limitMs
    this.#failure = failure
    this.#sinceMs = clock.monotonicMs()
    this.#arm(limitMs)
  }

  /** From now on silence is bounded, not the whole: each `progress` starts the clock again. */
  boundSilence(limitMs: number, failure: () => ProviderError): void {
    this.#limitMs = limitMs
    this.#failure = failure
    this.#stop?.()
    this.progress()
    this.#arm(limitMs)
  }

  progress(): void {
    this.#sinceMs = this.#clock.monotonicMs()
  }

  stop(): void {
    this.#stop?.()
    this.#stop = undefined
  }

  #arm(delayMs: number): void {
    this.#stop = this.#clock.timer(delayMs, () => {
      const leftMs = this.#sinceMs + this.#limitMs - this.#clock.monotonicMs()
      if (leftMs > 0.5) this.#arm(leftMs)
      else this.#scope.cancel(this.#failure())
    })
  }
}
