/** Stops a timer; calling it again, or after the timer ran, does nothing. */
export type Cancel = () => void

/** The only door to time. Durations come from `monotonicMs`, dates for people from `wallMs`. */
export interface Clock {
  /** Milliseconds since an arbitrary start; never goes back. */
  monotonicMs(): number
  /** Milliseconds since the Unix epoch; may jump. */
  wallMs(): number
  /** Runs `run` once after `delayMs` (clamped to what a timer can hold, about 24 days). */
  timer(delayMs: number, run: () => void): Cancel
  /** Runs `run` soon, but not before what has been begun is on its way: answers go before whoever only watches. */
  afterwards(run: () => void): void
  /** Resolves after `delayMs`, or at once when `cancellation` is or becomes cancelled. Never rejects. */
  sleep(delayMs: number, cancellation?: Cancellable): Promise<void>
}

/** What can be told to stop: see `CancelScope`. */
export interface Cancellable {
  readonly cancelled: boolean
  onCancel(run: () => void): Cancel
}
