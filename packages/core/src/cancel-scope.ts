import type { Cancel, Cancellable } from './clock.ts'
import { ProviderError } from './errors/provider-error.ts'

/**
 * Tells everything below a call to stop, once, with a reason. Cheaper than an `AbortController`, which it makes only
 * for those who ask for `signal`. A child is cancelled with its parent, never the other way.
 */
export class CancelScope implements Cancellable {
  #reason: ProviderError | undefined
  #listeners: Set<() => void> | undefined
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
    const listeners = this.#listeners
    this.#listeners = undefined
    if (listeners) for (const run of listeners) run()
  }

  /** Calls `run` when this scope is cancelled, at once if it already is. */
  onCancel(run: () => void): Cancel {
    if (this.#reason) {
      run()
      return () => {}
    }
    this.#listeners ??= new Set()
    this.#listeners.add(run)
    return () => this.#listeners?.delete(run)
  }

  /** Lets go of the parent when the work is over, so that a long-lived parent does not collect dead children. */
  close(): void {
    this.#leaveParent?.()
    this.#listeners = undefined
  }
}
