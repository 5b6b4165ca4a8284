import { type Clock, systemClock } from '@turnout/core'

/** Real time, of which a timer does not keep the process alive: connections that nobody uses must not. */
export const unheldClock: Pick<Clock, 'monotonicMs' | 'timer' | 'afterwards'> = {
  monotonicMs: systemClock.monotonicMs,
  afterwards: systemClock.afterwards,
  timer(delayMs, run) {
    const timer = setTimeout(run, delayMs).unref()
    return () => clearTimeout(timer)
  },
}
