import { type ErrorKind, errorTable, isJsonObject, type Json } from '@turnout/core'
import { isAmount } from './amount.ts'

/** A probe may hang; after so long another may join it. */
export const trialMs = 60_000

/** What one instance tells others of a deployment's health; only what it saw itself. */
export interface HealthReport {
  /** How much has happened to it there: one of the same edition was heard before. */
  readonly edition: number
  /** Below 0: it is over, and nobody has proved since that the deployment works. */
  readonly coolsForMs: number | undefined
  /** The same, for what the provider said itself. */
  readonly statedForMs: number | undefined
  readonly kind: ErrorKind | undefined
  readonly provedAgoMs: number | undefined
  /** A probe runs there, and may for so long. */
  readonly trialForMs: number | undefined
}

/** Undefined where it is no report: another version may be speaking. */
export function healthReport(data: Json): HealthReport | undefined {
  if (!isJsonObject(data)) return undefined
  const { edition, coolsForMs, statedForMs, kind, provedAgoMs, trialForMs } = data
  if (!isAmount(edition) || !isKind(kind)) return undefined
  if (!isSpan(coolsForMs) || !isSpan(statedForMs) || !isAge(provedAgoMs) || !isAge(trialForMs)) return undefined
  return { edition, coolsForMs, statedForMs, kind, provedAgoMs, trialForMs }
}

const isSpan = (said: Json | undefined): said is number | undefined =>
  said === undefined || (typeof said === 'number' && Number.isFinite(said))

const isAge = (said: Json | undefined): said is number | undefined => said === undefined || isAmount(said)

const isKind = (said: Json | undefined): said is ErrorKind | undefined =>
  said === undefined || (typeof said === 'string' && Object.hasOwn(errorTable, said))
