/** A timer of Node's waits at most so long; one that is set for longer goes off at once. */
export const longestTimerMs = 2 ** 31 - 1

/** Seconds as written → milliseconds that a timer can wait. Nothing and 0 are unset. */
export const timerMs = (seconds: number | null | undefined): number | undefined =>
  seconds ? Math.min(seconds * 1000, longestTimerMs) : undefined
