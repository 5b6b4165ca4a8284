import type { ErrorKind, Json } from '@turnout/core'
import { Cooldown } from './cooldown.ts'
import type { HealthReport } from './health-report.ts'

/** What this instance has seen itself of a deployment's health, for others to know. */
export class OwnHealth {
  /** How much has happened here. */
  edition = 0
  readonly #cooldown = new Cooldown()
  #provedMs = -Infinity
  #toldEdition = 0

  cool(kind: ErrorKind, untilMs: number, statedUntilMs: number): void {
    this.#cooldown.extend(kind, untilMs, statedUntilMs)
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
    const { untilMs, statedUntilMs, kind } = this.#cooldown
    const report: HealthReport = {
      edition: this.edition,
      coolsForMs: isUnproved ? span(untilMs - nowMs) : undefined,
      statedForMs: isUnproved ? span(statedUntilMs - nowMs) : undefined,
      kind: isUnproved ? kind : undefined,
      provedAgoMs: this.#provedMs === -Infinity ? undefined : nowMs - this.#provedMs,
      trialForMs: trialUntilMs > nowMs ? trialUntilMs - nowMs : undefined,
    }
    return { ...report }
  }
}

/** JSON knows no infinity: what never was is left out, and what never ends takes very long. */
const span = (ms: number): number | undefined => (ms === -Infinity ? undefined : Math.min(ms, Number.MAX_SAFE_INTEGER))
