import type { Cancel, Channel, Clock, Snapshot } from '@turnout/core'

/** Lets instances hear each other, for tests: what one publishes all hear, as JSON, `delayMs` later. */
export class ChannelHub implements Channel {
  /** Everything that was published, in order. */
  readonly said: Snapshot[] = []
  #isCut = false
  readonly #clock: Clock
  readonly #delayMs: number
  readonly #listeners = new Set<(snapshot: Snapshot) => void>()

  constructor(clock: Clock, delayMs = 1) {
    this.#clock = clock
    this.#delayMs = delayMs
  }

  /** From now on nobody hears anything. */
  cut(): void {
    this.#isCut = true
  }

  mend(): void {
    this.#isCut = false
  }

  async publish(snapshot: Snapshot): Promise<void> {
    if (this.#isCut) throw new Error('The channel is cut.')
    this.said.push(snapshot)
    const text = JSON.stringify(snapshot)
    this.#clock.timer(this.#delayMs, () => {
      for (const hear of this.#listeners) hear(JSON.parse(text))
    })
  }

  listen(hear: (snapshot: Snapshot) => void): Cancel {
    this.#listeners.add(hear)
    return () => this.#listeners.delete(hear)
  }
}
