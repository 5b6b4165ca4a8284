/** A timer of Node's waits at most so long; one that is set for longer goes off at once. */
export const longestTimerMs = 2 ** 31 - 1

/** Seconds as written → milliseconds that a timer can wait. Nothing and 0 are unset. */
export const timerMs = (seconds: number | null | undefined): number | undefined =>
  seconds ? Math.min(seconds * 1000, longestTimerMs) : undefined

/** Seconds as written → milliseconds, 0 included; a span too short to measure is 0. */
export const spanMs = (seconds: number): number => (seconds < 1e-9 ? 0 : Math.min(seconds * 1000, longestTimerMs))
