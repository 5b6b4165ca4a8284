import { type AttemptEnd, type AttemptStart, defineSignal, type Json, Passing, type Tracker } from '@turnout/core'
import { isAmount } from './amount.ts'
import { Elsewhere } from './elsewhere.ts'

/** Known by attempt id, so that ending one twice counts once. */
class InFlight implements Tracker<number> {
  readonly #attempts = new Passing<true>()
  readonly #elsewhere = Elsewhere.sum()
  #count = 0
  /** Undefined until there was anything to say. */
  #said: number | undefined

  start({ attemptId }: AttemptStart): void {
    this.#attempts.set(attemptId, true)
    this.#count = this.#attempts.size
  }

  end({ attemptId }: AttemptEnd): void {
    this.#attempts.delete(attemptId)
    this.#count = this.#attempts.size
  }

  value(): number {
    return this.#count + this.#elsewhere.joined
  }

  export(_nowMs: number, whole: boolean): Json | undefined {
    const isNew = this.#count !== (this.#said ?? 0)
    if (!isNew && !(whole && this.#said !== undefined)) return undefined
    this.#said = this.#count
    return this.#count
  }

  merge(instance: string, data: Json | undefined): void {
    if (data === undefined || isAmount(data)) this.#elsewhere.hear(instance, data)
  }
}

/** Attempts now running on a deployment, here and in the instances that this one hears of. */
export const inFlight = defineSignal<number>({ name: 'in-flight', bind: () => new InFlight() })
