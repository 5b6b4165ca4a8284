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

/** What is known of a deployment's health. */
export interface HealthView {
  /** Monotonic; in the past when it is not cooling down. */
  readonly coolingUntilMs: number
  /** The same, for what its provider said itself: a rate limit, a refused key. Never to be ignored. */
  readonly statedUntilMs: number
  /** What it cooled down after. */
  readonly coolingKind: ErrorKind | undefined
  /** The attempt that finds out, after a cooldown, whether it works again. */
  readonly probe: string | undefined
  /** Its cooldown has ended, or will, and nobody knows whether it works. */
  readonly unproved: boolean
  /** 1, or less in the first 30 s after it has come back. */
  warmth(nowMs: number): number
}

/** Cools down when told to; then lets one attempt at a time in until one proves that it works. */
export class Health implements HealthView, Tracker<HealthView> {
  readonly tally = new Tally()
  coolingUntilMs = -Infinity
  statedUntilMs = -Infinity
  coolingKind: ErrorKind | undefined
  probe: string | undefined
  unproved = false
  #provedMs = -Infinity

  start({ attemptId, atMs }: AttemptStart): void {
    if (this.unproved && atMs >= this.coolingUntilMs) this.probe ??= attemptId
  }

  /** A probe that says nothing of the deployment makes room for the next one. What began before a recovery counts not. */
  end({ attemptId, startedMs, endedMs, failure }: AttemptEnd): void {
    if (!failure) {
      this.prove(attemptId, endedMs)
      this.tally.success(endedMs)
    } else if (startedMs >= this.#provedMs && errorTable[failure.kind].cools !== 'never' && isTheirs(failure.fault))
      this.tally.failure(endedMs)
    if (this.probe === attemptId) this.probe = undefined
  }

  /** The probe said something: it works. */
  prove(attemptId: string, nowMs: number): void {
    if (this.probe !== attemptId) return
    this.probe = undefined
    this.unproved = false
    this.#provedMs = nowMs
    this.tally.clear()
  }

  /** Of two ends the later one counts. */
  cool(kind: ErrorKind, untilMs: number): void {
    this.unproved = true
    if (errorTable[kind].cools !== 'counted') this.statedUntilMs = Math.max(this.statedUntilMs, untilMs)
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
