import {
  type AttemptEnd,
  type AttemptStart,
  defineSignal,
  type ErrorKind,
  errorTable,
  type Signal,
  type Tracker,
} from '@turnout/core'
import { Tally } from './tally.ts'

/** A deployment that has just come back gets its full share after so long. */
const warmUpMs = 30_000
const leastWarmth = 0.1

/** A probe may hang; after so long another may join it. */
const trialMs = 60_000

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

/** Cools down when told to; then lets one attempt at a time in until one proves that it works. */
export class Health implements HealthView, Tracker<HealthView> {
  readonly tally = new Tally()
  coolingUntilMs = -Infinity
  statedUntilMs = -Infinity
  coolingKind: ErrorKind | undefined
  #unproved = false
  #provedMs = -Infinity
  readonly #probes = new Set<string>()
  #lastProbeMs = -Infinity

  start({ attemptId, atMs }: Pick<AttemptStart, 'attemptId' | 'atMs'>): void {
    if (!this.#unproved || atMs < this.coolingUntilMs || this.isOnTrial(atMs)) return
    this.#probes.add(attemptId)
    this.#lastProbeMs = atMs
  }

  isProbe(attemptId: string): boolean {
    return this.#probes.has(attemptId)
  }

  isOnTrial(nowMs: number): boolean {
    return this.#probes.size > 0 && nowMs - this.#lastProbeMs < trialMs
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
    this.#probes.delete(attemptId)
  }

  /** The probe said something: it works. */
  prove(attemptId: string, nowMs: number): void {
    if (!this.#probes.has(attemptId)) return
    this.#probes.clear()
    this.#unproved = false
    this.#provedMs = nowMs
    this.tally.clear()
  }

  /** Of two ends the later one counts. `stated`: the provider said how long. */
  cool(kind: ErrorKind, untilMs: number, stated = false): void {
    this.#unproved = true
    this.#probes.clear()
    if (stated || errorTable[kind].cools !== 'counted') this.statedUntilMs = Math.max(this.statedUntilMs, untilMs)
    if (untilMs < this.coolingUntilMs) return
    this.coolingUntilMs = untilMs
    this.coolingKind = kind
  }

  warmth(nowMs: number): number {
    const share = (nowMs - this.#provedMs) / warmUpMs
    return share >= 1 ? 1 : Math.max(leastWarmth, share)
  }

  value(): HealthView {
    return this
  }
}

const isTheirs = (fault: string): boolean => fault === 'upstream' || fault === 'network'

/** Cooldowns, and how a deployment comes back from them. */
export const health: Signal<HealthView> = defineSignal({ name: 'health', bind: () => new Health() })
