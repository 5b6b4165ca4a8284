import { type Clock, systemClock } from '@turnout/core'

/** Real time, of which a timer does not keep the process alive: connections that nobody uses must not. */
export const unheldClock: Pick<Clock, 'monotonicMs' | 'timer'> = {
  monotonicMs: systemClock.monotonicMs,
  timer(delayMs, run) {
    const timer = setTimeout(run, delayMs).unref()
    return () => clearTimeout(timer)
  },
}
