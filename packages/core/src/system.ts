import type { Cancel, Cancellable, Clock } from './clock.ts'

const longestTimerMs = 2 ** 31 - 1

/** Real time. The one place, with `systemRandom` and `systemId`, that reads ambient time and chance. */
export const systemClock: Clock = {
  monotonicMs: () => performance.now(),
  wallMs: () => Date.now(),
  timer(delayMs, run): Cancel {
    const dueMs = performance.now() + Math.min(delayMs, longestTimerMs)
    // Node counts whole milliseconds from the start of its turn, so a timer may go off a little too soon.
    const check = (): void => {
      const leftMs = dueMs - performance.now()
      if (leftMs <= 0) run()
      else timer = setTimeout(check, Math.ceil(leftMs))
    }
    let timer = setTimeout(check, Math.ceil(Math.min(Math.max(delayMs, 0), longestTimerMs)))
    return () => clearTimeout(timer)
  },
  afterwards: (run) => void setImmediate(run),
  sleep: (delayMs, cancellation) => sleepOn(systemClock, delayMs, cancellation),
}

/** Real chance, uniform in [0, 1). */
export const systemRandom = (): number => Math.random()

/** A random UUID. */
export const systemId = (): string => crypto.randomUUID()

/** `Clock.sleep` for any clock that has a `timer`. */
export function sleepOn(clock: Pick<Clock, 'timer'>, delayMs: number, cancellation?: Cancellable): Promise<void> {
  return new Promise((resolve) => {
    if (cancellation?.cancelled) return resolve()
    const stopTimer = clock.timer(delayMs, () => {
      stopListening?.()
      resolve()
    })
    const stopListening = cancellation?.onCancel(() => {
      stopTimer()
      resolve()
    })
  })
}
