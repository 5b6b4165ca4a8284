import { type Cancel, type Clock, type LoadSheddingSettings, TurnQueue } from '@turnout/core'
import { MemoryPressure } from './memory-pressure.ts'
import type { ProcessLoad } from './process-load.ts'
import { StandingLag } from './standing-lag.ts'
import { TurnBudget } from './turn-budget.ts'

const everyMs = 200

/** Why requests are refused: there is more to do than can be done, or more to hold. */
export type OverloadReason = 'lag' | 'memory'

/** What there is to say of an overload: that it begins, that it is over, or that memory stays full whoever is refused. */
export type OverloadReport =
  | { readonly status: 'begins'; readonly reason: OverloadReason; readonly lagMs: number; readonly memory: number }
  | { readonly status: 'over'; readonly refused: number; readonly lastedMs: number }
  | { readonly status: 'exhausted'; readonly memory: number }

export interface LoadGuardParts {
  readonly clock: Clock
  /** Undefined: nothing is refused. */
  readonly settings: () => LoadSheddingSettings | undefined
  readonly load: () => ProcessLoad
  readonly collect: () => void
  readonly tell: (report: OverloadReport) => void
}

/**
 * Decides whether a request is refused because this process has more to do than it can. It looks at itself five times a
 * second; in ordinary times a request costs it a count and the reading of a field.
 *
 * Under overload each turn of the event loop serves what comes in its first 5 ms, and refuses what comes later. So it serves
 * as many as it can, however many come: nothing is estimated, and nothing swings.
 */
export class LoadGuard {
  readonly #parts: LoadGuardParts
  readonly #turn: TurnBudget
  readonly #turns: TurnQueue
  readonly #lag = new StandingLag()
  readonly #memory: MemoryPressure
  #reason: OverloadReason | undefined
  #beganMs = 0
  #asked = 0
  #refused = 0
  #isExhausted = false
  #stop: Cancel = () => {}

  constructor(parts: LoadGuardParts) {
    this.#parts = parts
    this.#turn = new TurnBudget(parts.clock)
    this.#turns = new TurnQueue(parts.clock)
    this.#memory = new MemoryPressure({ used: () => parts.load().memory, collect: parts.collect })
    this.#look()
  }

  /** Undefined in ordinary times. */
  get reason(): OverloadReason | undefined {
    return this.#reason
  }

  /** Where requests that are whole wait for the end of the turn; under overload nowhere, because it may have no end. */
  get turns(): TurnQueue | undefined {
    return this.#reason === undefined ? this.#turns : undefined
  }

  /** So many in this overload. */
  get refused(): number {
    return this.#refused
  }

  /** Whether the request that is here now is to be refused. */
  refuses(): boolean {
    this.#asked++
    if (this.#reason === undefined || (this.#reason === 'lag' && !this.#turn.isSpent())) return false
    this.#refused++
    return true
  }

  stop(): void {
    this.#stop()
  }

  #look(): void {
    const { clock, settings, load } = this.#parts
    const limits = settings()
    const nowMs = clock.monotonicMs()
    const lags = this.#lag.see({ ...load(), requests: this.#asked }, nowMs, limits?.maxLagMs ?? Infinity)
    const memory = limits ? this.#memory.see(nowMs, limits.maxMemory) : 'fine'
    this.#change(memory === 'fine' ? (lags && limits ? 'lag' : undefined) : 'memory', nowMs)
    if (memory === 'exhausted' && !this.#isExhausted) {
      this.#isExhausted = true
      this.#parts.tell({ status: 'exhausted', memory: load().memory })
    }
    this.#stop = clock.timer(everyMs, () => this.#look())
  }

  #change(reason: OverloadReason | undefined, nowMs: number): void {
    const before = this.#reason
    this.#reason = reason
    if (before === undefined && reason !== undefined) {
      ;[this.#beganMs, this.#refused] = [nowMs, 0]
      this.#parts.tell({ status: 'begins', reason, lagMs: this.#lag.lagMs, memory: this.#parts.load().memory })
    } else if (before !== undefined && reason === undefined)
      this.#parts.tell({ status: 'over', refused: this.#refused, lastedMs: nowMs - this.#beganMs })
  }
}
