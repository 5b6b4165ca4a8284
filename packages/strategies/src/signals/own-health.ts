import type { ErrorKind, Json } from '@turnout/core'
import { Cooldowns } from './cooldowns.ts'
import type { HealthReport } from './health-report.ts'

/** What this instance has seen itself of a deployment's health, for others to know. */
export class OwnHealth extends Cooldowns {
  /** How much has happened here. */
  edition = 0
  #provedMs = -Infinity
  #toldEdition = 0

  cool(kind: ErrorKind, untilMs: number, statedUntilMs: number): void {
    this.extend(kind, untilMs, statedUntilMs)
    this.edition++
  }

  prove(nowMs: number): void {
    this.#provedMs = nowMs
    this.edition++
  }

  /** A cooldown is not worth a word after anybody's proof. */
  export(nowMs: number, whole: boolean, isUnproved: boolean, trialUntilMs: number): Json | undefined {
    if (this.edition === (whole ? 0 : this.#toldEdition)) return undefined
    this.#toldEdition = this.edition
    const report: HealthReport = {
      edition: this.edition,
      coolsForMs: isUnproved ? span(this.coolingUntilMs - nowMs) : undefined,
      statedForMs: isUnproved ? span(this.statedUntilMs - nowMs) : undefined,
      kind: isUnproved ? this.coolingKind : undefined,
      provedAgoMs: this.#provedMs === -Infinity ? undefined : nowMs - this.#provedMs,
      trialForMs: trialUntilMs > nowMs ? trialUntilMs - nowMs : undefined,
    }
    return { ...report }
  }
}

/** JSON knows no infinity: what never was is left out, and what never ends takes very long. */
const span = (ms: number): number | undefined => (ms === -Infinity ? undefined : Math.min(ms, Number.MAX_SAFE_INTEGER))
