import type { Deployment, ProviderError } from '@turnout/core'

/** One answer of a simulated server, counted from when it begins to work on it. */
export interface SimulatedAnswer {
  readonly wholeMs: number
  /** Absent: with the end. */
  readonly firstContentMs?: number
  readonly completionTokens?: number
  readonly failure?: ProviderError
}

export interface SimulatedServer {
  readonly deployment: Deployment
  /** Answers it works on at once; what is more waits in line. Absent: no bound. */
  readonly slots?: number
  answer(nowMs: number, random: () => number): SimulatedAnswer
}

/** First come, first served: when a server's slots are free. */
export class ServerSlots {
  readonly #freeMs: number[]

  constructor({ slots = 0 }: SimulatedServer) {
    this.#freeMs = Array.from({ length: slots }, () => 0)
  }

  /** When something that comes now can begin. */
  beginMs(nowMs: number): number {
    return this.#freeMs.length === 0 ? nowMs : Math.max(nowMs, this.#freeMs[this.#next()] ?? 0)
  }

  take(untilMs: number): void {
    if (this.#freeMs.length > 0) this.#freeMs[this.#next()] = untilMs
  }

  #next(): number {
    return this.#freeMs.indexOf(Math.min(...this.#freeMs))
  }
}

/** Random times with a heavy tail: most are a little shorter than the mean, a few many times as long. (Log-normal.) */
export function heavyTailed(meanMs: number, random: () => number, sigma = 1): number {
  const normal = Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random())
  return meanMs * Math.exp(sigma * normal - (sigma * sigma) / 2)
}
