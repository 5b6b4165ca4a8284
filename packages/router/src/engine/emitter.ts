import type { Callback, RouterConfig, RouterEvent } from '@turnout/core'

type EventType = RouterEvent['type']

/** Tells every callback that hears of it, each on its own: one that throws changes nothing for the others or the request. */
export function emitter(callbacks: readonly Callback[]): ((event: RouterEvent) => void) | undefined {
  if (callbacks.length === 0) return undefined
  const listeners = new Map<EventType, readonly Callback[]>()
  const add = (type: EventType): readonly Callback[] => {
    const those = callbacks.filter((it) => hears(it, type))
    listeners.set(type, those)
    return those
  }
  return (event) => {
    for (const callback of listeners.get(event.type) ?? add(event.type)) {
      try {
        callback.on(event)
      } catch {
        // A callback's failure is its own; nobody may wait for it or see it.
      }
    }
  }
}

export const hearsAttempts = (callbacks: readonly Callback[]): boolean =>
  callbacks.some((it) => hears(it, 'attempt-start') || hears(it, 'attempt-end'))

export function tellConfig(callbacks: readonly Callback[], config: RouterConfig): void {
  for (const callback of callbacks) {
    try {
      callback.configure?.(config)
    } catch {
      // As above.
    }
  }
}

const hears = (callback: Callback, type: EventType): boolean => callback.hears?.includes(type) ?? true
