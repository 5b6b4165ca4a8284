import {
  type AttemptEnd,
  type AttemptStart,
  defineSignal,
  type ErrorKind,
  errorTable,
  type Json,
  type Signal,
  type Tracker,
} from '@turnout/core'
import { Cooldowns } from './cooldowns.ts'
import { HealthElsewhere } from './health-elsewhere.ts'
import { trialMs } from './health-report.ts'
import { OwnHealth } from './own-health.ts'
import { Tally } from './tally.ts'

/** A deployment that has just come back gets its full share after so long. */
const warmUpMs = 30_000
const leastWarmth = 0.1

/** What is known of a deployment's health. */
export interface HealthView {
  /** Monotonic; in the past when it is not cooling down. */
  readonly coolingUntilMs: number
  /** The same, for what its provider said itself: a rate limit, a refused key. Never to be ignored. */
  readonly statedUntilMs: number
  /** What it cooled down after. */
  readonly coolingKind: ErrorKind | undefined
  /** Whether an attempt is finding out, after a cooldown, if it works again. */
  isOnTrial(nowMs: number): boolean
  /** 1, or less in the first 30 s after it has come back. */
  warmth(nowMs: number): number
}

/**
 * Cools down when told to; then lets one attempt at a time in until one proves that it works. A cooldown or a proof
 * that another instance tells of counts like one of its own; what its attempts came to does not.
 */
export class Health extends Cooldowns implements HealthView, Tracker<HealthView> {
  readonly tally = new Tally()
  #provedMs = -Infinity
  /** A proof from before the end of a cooldown says nothing of what came with it. */
  #unproved = false
  readonly #probes = new Set<string>()
  #lastProbeMs = -Infinity
  readonly #elsewhere = new HealthElsewhere()
  readonly #own = new OwnHealth()

  /** `mayProbe`: it was agreed with other instances that this attempt finds out, whatever they said before. */
  start({ attemptId, atMs }: Pick<AttemptStart, 'attemptId' | 'atMs'>, mayProbe = false): void {
    if (!this.needsProof(atMs) || (!mayProbe && this.isOnTrial(atMs))) return
    this.#probes.add(attemptId)
    this.#lastProbeMs = atMs
    this.#own.edition++
  }

  /** Whether nobody knows yet, after a cooldown, if it works again: the next attempt would be a probe. */
  needsProof(nowMs: number): boolean {
    return this.#unproved && nowMs >= this.coolingUntilMs
  }

  isProbe(attemptId: string): boolean {
    return this.#probes.has(attemptId)
  }

  isOnTrial(nowMs: number): boolean {
    return this.needsProof(nowMs) && (nowMs < this.#trialUntilMs || this.#elsewhere.isOnTrial(nowMs))
  }

  /** The one place for a probe is taken by another instance, of which no more is known. */
  trialElsewhere(nowMs: number, forMs: number): void {
    this.#elsewhere.refused(nowMs + forMs)
  }

  /** A probe that says nothing of the deployment makes room for the next one. What began before a recovery counts not. */
  end({
    attemptId,
    startedMs,
    endedMs,
    failure,
  }: Pick<AttemptEnd, 'attemptId' | 'startedMs' | 'endedMs' | 'failure'>): void {
    if (!failure) {
      this.prove(attemptId, endedMs)
      this.tally.success(endedMs)
    } else if (startedMs >= this.#provedMs && errorTable[failure.kind].cools !== 'never' && isTheirs(failure.fault))
      this.tally.failure(endedMs)
    if (this.#probes.delete(attemptId)) this.#own.edition++
  }

  /** The probe said something: it works. */
  prove(attemptId: string, nowMs: number): void {
    if (!this.#probes.has(attemptId)) return
    this.#own.prove(nowMs)
    this.#prove(nowMs)
  }

  /** Of two ends the later one counts. `stated`: the provider said how long. */
  cool(kind: ErrorKind, untilMs: number, stated = false): void {
    const statedUntilMs = stated || errorTable[kind].cools !== 'counted' ? untilMs : -Infinity
    this.#own.cool(kind, untilMs, statedUntilMs)
    this.#cool(kind, untilMs, statedUntilMs)
  }

  warmth(nowMs: number): number {
    const share = (nowMs - this.#provedMs) / warmUpMs
    return share >= 1 ? 1 : Math.max(leastWarmth, share)
  }

  value(): HealthView {
    return this
  }

  export(nowMs: number, whole: boolean): Json | undefined {
    return this.#own.export(nowMs, whole, this.#unproved, this.#trialUntilMs)
  }

  merge(instance: string, data: Json | undefined, nowMs: number): void {
    const report = this.#elsewhere.hear(instance, data, nowMs)
    if (!report) return
    const { coolsForMs = -Infinity, statedForMs = -Infinity, kind, provedAgoMs = Infinity } = report
    this.#cool(kind, nowMs + coolsForMs, nowMs + statedForMs)
    this.#prove(nowMs - provedAgoMs)
  }

  get #trialUntilMs(): number {
    return this.#probes.size > 0 ? this.#lastProbeMs + trialMs : -Infinity
  }

  #cool(kind: ErrorKind | undefined, untilMs: number, statedUntilMs: number): void {
    this.extend(kind, untilMs, statedUntilMs)
    this.#unproved = this.#provedMs < this.coolingUntilMs
    if (untilMs >= this.#lastProbeMs) this.#endTrial()
  }

  #prove(atMs: number): void {
    this.#provedMs = Math.max(this.#provedMs, atMs)
    if (!this.#unproved || this.#provedMs < this.coolingUntilMs) return
    this.#unproved = false
    this.#endTrial()
    this.tally.clear()
  }

  #endTrial(): void {
    if (this.#probes.size === 0) return
    this.#probes.clear()
    this.#own.edition++
  }
}

const isTheirs = (fault: string): boolean => fault === 'upstream' || fault === 'network'

/** Cooldowns, and how a deployment comes back from them. */
export const health: Signal<HealthView> = defineSignal({ name: 'health', bind: () => new Health() })
