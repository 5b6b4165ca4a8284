import type { ErrorKind } from '@turnout/core'

/** Of a deployment's cooldowns the one that ends last counts. */
export abstract class Cooldowns {
  coolingUntilMs = -Infinity
  statedUntilMs = -Infinity
  coolingKind: ErrorKind | undefined

  protected extend(kind: ErrorKind | undefined, untilMs: number, statedUntilMs: number): void {
    this.statedUntilMs = Math.max(this.statedUntilMs, statedUntilMs)
    if (untilMs < this.coolingUntilMs) return
    this.coolingUntilMs = untilMs
    this.coolingKind = kind
  }
}
