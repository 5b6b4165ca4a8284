import type { Callback, CallbackLosses, IncomingTrace, RouterConfig, RouterEvent, TraceContext } from '@turnout/core'
import { reasonOf } from '../reason-of.ts'
import { isTraceContext } from './is-trace-context.ts'

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
      if (isThenable(told)) this.#await(Promise.resolve(told))
    } catch (error) {
      this.#fail(error)
    }
  }

  configure(config: RouterConfig): void {
    this.#ask(() => this.callback.configure?.(config))
  }

  /** Undefined also where what it says is no place in a trace. */
  trace(incoming: IncomingTrace): TraceContext | undefined {
    const context = this.#ask(() => this.callback.trace?.(incoming))
    if (context === undefined || isTraceContext(context)) return context
    this.#trouble('what it says of a trace is none')
    return undefined
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
    this.#trouble(reasonOf(error))
  }

  /** Once: whoever fails may fail at every event. */
  #trouble(reason: string): void {
    if (this.#told) return
    this.#told = true
    this.#onTrouble(this, reason)
  }

  #ownLosses(): CallbackLosses {
    const told = this.#ask(() => this.callback.losses?.())
    const { dropped, failed } = typeof told === 'object' && told !== null ? { ...none, ...told } : none
    return { dropped: countIn(dropped), failed: countIn(failed) }
  }

  /** What it answers at once; that it throws, or rejects later, is its own trouble. */
  #ask(question: () => unknown): unknown {
    try {
      const answer = question()
      if (!isThenable(answer)) return answer
      Promise.resolve(answer).catch((error: unknown) => this.#trouble(reasonOf(error)))
    } catch (error) {
      this.#trouble(reasonOf(error))
    }
    return undefined
  }
}

const none: CallbackLosses = { dropped: 0, failed: 0 }

const countIn = (value: unknown): number => (typeof value === 'number' && value >= 0 ? value : 0)

/** A promise, or what does as one. */
const isThenable = (value: unknown): boolean =>
  typeof value === 'object' && value !== null && 'then' in value && typeof value.then === 'function'
