import type { Callback, CallbackLosses, RouterEvent } from '@turnout/core'

/** Events that a callback is still busy with; it is not told of more until some are done. */
const mostOpen = 1_000

/** One callback, and how it fares: what it throws, rejects with or never ends changes nothing for anybody else. */
export class Listener {
  readonly callback: Callback
  readonly #onTrouble: (listener: Listener, reason: string) => void
  #open = 0
  #dropped = 0
  #failed = 0
  #told = false

  constructor(callback: Callback, onTrouble: (listener: Listener, reason: string) => void) {
    this.callback = callback
    this.#onTrouble = onTrouble
  }

  tell(event: RouterEvent): void {
    if (this.#open >= mostOpen) {
      this.#dropped++
      this.#trouble(`it is busy with ${mostOpen} events, and is not told of more`)
      return
    }
    try {
      const told = this.callback.on(event)
      if (told instanceof Promise) this.#await(told)
    } catch (error) {
      this.#fail(error)
    }
  }

  /** What it was not told, and what it did not pass on. */
  losses(): CallbackLosses {
    const own = this.#ownLosses()
    return { dropped: this.#dropped + own.dropped, failed: this.#failed + own.failed }
  }

  #await(told: Promise<unknown>): void {
    this.#open++
    const done = (): void => void this.#open--
    told.then(done, (error) => {
      done()
      this.#fail(error)
    })
  }

  #fail(error: unknown): void {
    this.#failed++
    this.#trouble(error instanceof Error ? error.message : String(error))
  }

  /** Once: whoever fails may fail at every event. */
  #trouble(reason: string): void {
    if (this.#told) return
    this.#told = true
    this.#onTrouble(this, reason)
  }

  #ownLosses(): CallbackLosses {
    try {
      return this.callback.losses?.() ?? none
    } catch {
      return none
    }
  }
}

const none: CallbackLosses = { dropped: 0, failed: 0 }
