import type { Callback, RouterEvent } from '@turnout/core'

/** Tells every callback, each on its own: one that throws changes nothing for the others or the request. */
export function emitter(callbacks: readonly Callback[]): ((event: RouterEvent) => void) | undefined {
  if (callbacks.length === 0) return undefined
  return (event) => {
    for (const callback of callbacks) {
      try {
        callback.on(event)
      } catch {
        // A callback's failure is its own; nobody may wait for it or see it.
      }
    }
  }
}
