import type { Signal, Tracker } from '@turnout/core'

/** A signal that remembers nothing itself: what `read` makes of what another one knows. */
export const viewOf = <T>(
  name: string,
  of: Signal<unknown>,
  read: (value: unknown, nowMs: number) => T,
): Signal<T> => ({
  name,
  view: { of, read },
  bind(deployment) {
    return reading(of.bind(deployment), read)
  },
})

/** For those who do not look at `view`: a tracker of its own. */
const reading = <T>(tracker: Tracker<unknown>, read: (value: unknown, nowMs: number) => T): Tracker<T> => ({
  start: (attempt) => tracker.start?.(attempt),
  end: (attempt) => tracker.end?.(attempt),
  value: (nowMs) => read(tracker.value(nowMs), nowMs),
  export: (nowMs, whole) => tracker.export?.(nowMs, whole),
  merge: (instance, data, nowMs) => tracker.merge?.(instance, data, nowMs),
})
