import type { Cancel, Cancellable } from './clock.ts'
import { ProviderError } from './errors/provider-error.ts'

/**
 * Tells everything below a call to stop, once, with a reason. Cheaper than an `AbortController`, which it makes only
 * for those who ask for `signal`. A child is cancelled with its parent, never the other way.
 */
export class CancelScope implements Cancellable {
  #reason: ProviderError | undefined
  /** Most have one at most; more are in a set. */
  #only: (() => void) | undefined
  #more: Set<() => void> | undefined
  #controller: AbortController | undefined
  readonly #leaveParent: Cancel | undefined

  constructor(parent?: CancelScope) {
    if (parent?.reason) this.#reason = parent.reason
    else this.#leaveParent = parent?.onCancel(() => this.cancel(parent.reason))
  }

  get cancelled(): boolean {
    return this.#reason !== undefined
  }

  get reason(): ProviderError | undefined {
    return this.#reason
  }

  /** For `fetch` and other libraries that want the platform's signal. */
  get signal(): AbortSignal {
    if (!this.#controller) {
      this.#controller = new AbortController()
      if (this.#reason) this.#controller.abort(this.#reason)
    }
    return this.#controller.signal
  }

  cancel(reason = new ProviderError('cancelled', 'The caller went away.')): void {
    if (this.#reason) return
    this.#reason = reason
    this.#leaveParent?.()
    this.#controller?.abort(reason)
    const [only, more] = [this.#only, this.#more]
    this.#only = undefined
    this.#more = undefined
    only?.()
    if (more) for (const run of more) run()
  }

  /** Calls `run` when this scope is cancelled, at once if it already is. */
  onCancel(run: () => void): Cancel {
    if (this.#reason) {
      run()
      return () => {}
    }
    if (this.#only === undefined && this.#more === undefined) this.#only = run
    else {
      this.#more ??= new Set()
      this.#more.add(run)
    }
    return () => {
      if (this.#only === run) this.#only = undefined
      else this.#more?.delete(run)
    }
  }

  /** Lets go of the parent when the work is over, so that a long-lived parent does not collect dead children. */
  close(): void {
    this.#leaveParent?.()
    this.#only = undefined
    this.#more = undefined
  }
}
