import type { Json } from '@turnout/core'
import { Elsewhere } from './elsewhere.ts'
import { type HealthReport, healthReport, trialMs } from './health-report.ts'

/** What other instances are finding out of a deployment, and which of their reports have been heard. */
export class HealthElsewhere {
  readonly #editions = new Map<string, number>()
  readonly #trialsUntilMs = Elsewhere.greatest()
  #refusedUntilMs = -Infinity

  isOnTrial(nowMs: number): boolean {
    return nowMs < this.#trialsUntilMs.joined || nowMs < this.#refusedUntilMs
  }

  /** Until then, or until there is news. */
  refused(untilMs: number): void {
    this.#refusedUntilMs = untilMs
  }

  /** The report, where it is one and new. Of an instance that is gone only the trial ends. */
  hear(instance: string, data: Json | undefined, nowMs: number): HealthReport | undefined {
    const report = data === undefined ? undefined : healthReport(data)
    if (data !== undefined && (!report || report.edition === this.#editions.get(instance))) return undefined
    if (report) this.#editions.set(instance, report.edition)
    else this.#editions.delete(instance)
    this.#refusedUntilMs = -Infinity
    const trialForMs = report?.trialForMs
    this.#trialsUntilMs.hear(instance, trialForMs === undefined ? undefined : nowMs + Math.min(trialForMs, trialMs))
    return report
  }
}
