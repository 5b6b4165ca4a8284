import type { ErrorKind } from '@turnout/core'

/** Of several cooldowns the one that ends last counts. */
export class Cooldown {
  /** Monotonic. */
  untilMs = -Infinity
  /** The same, for what the provider said itself. */
  statedUntilMs = -Infinity
  /** What it came after. */
  kind: ErrorKind | undefined

  extend(kind: ErrorKind | undefined, untilMs: number, statedUntilMs: number): void {
    this.statedUntilMs = Math.max(this.statedUntilMs, statedUntilMs)
    if (untilMs < this.untilMs) return
    this.untilMs = untilMs
    this.kind = kind
  }
}
