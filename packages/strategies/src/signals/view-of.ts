import type { Signal } from '@turnout/core'

/** A signal that remembers nothing itself: what `read` makes of what another one knows. */
export const viewOf = <T>(
  name: string,
  of: Signal<unknown>,
  read: (value: unknown, nowMs: number) => T,
): Signal<T> => ({
  name,
  view: { of, read },
  bind(deployment) {
    const { start, end, value } = bound(of, deployment)
    return { ...(start ? { start } : {}), ...(end ? { end } : {}), value: (nowMs) => read(value(nowMs), nowMs) }
  },
})

/** For those who do not look at `view`: a tracker of its own. */
function bound(of: Signal<unknown>, deployment: Parameters<Signal<unknown>['bind']>[0]) {
  const tracker = of.bind(deployment)
  return { start: tracker.start?.bind(tracker), end: tracker.end?.bind(tracker), value: tracker.value.bind(tracker) }
}
