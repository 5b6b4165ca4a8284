import { type AttemptEnd, type AttemptStart, defineSignal, type Tracker } from '@turnout/core'

/** Known by attempt id, so that ending one twice counts once. */
class InFlight implements Tracker<number> {
  readonly #attempts = new Set<string>()
  #count = 0

  start({ attemptId }: AttemptStart): void {
    this.#count = this.#attempts.add(attemptId).size
  }

  end({ attemptId }: AttemptEnd): void {
    this.#attempts.delete(attemptId)
    this.#count = this.#attempts.size
  }

  value(): number {
    return this.#count
  }
}

/** Attempts now running on a deployment. */
export const inFlight = defineSignal<number>({ name: 'in-flight', bind: () => new InFlight() })
