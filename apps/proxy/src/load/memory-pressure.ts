/** Collecting garbage stands still for as long as a second where memory is large. */
const collectEveryMs = 5_000
/** Once full, so much less than what is allowed is enough. */
const enough = 0.95
const exhaustedAfterMs = 10_000

export type MemoryState = 'fine' | 'full' | 'exhausted'

export interface MemoryParts {
  /** The part of the memory that is in use, garbage included. */
  readonly used: () => number
  readonly collect: () => void
}

/** Whether memory is full, and stays so though nobody is let in. Garbage does not count: it is collected before anybody is refused. */
export class MemoryPressure {
  readonly #parts: MemoryParts
  #collectedMs = -Infinity
  #fullMs: number | undefined

  constructor(parts: MemoryParts) {
    this.#parts = parts
  }

  see(nowMs: number, maxMemory: number): MemoryState {
    const most = this.#fullMs === undefined ? maxMemory : maxMemory * enough
    if (this.#parts.used() <= most || (this.#collects(nowMs) && this.#parts.used() <= most)) {
      this.#fullMs = undefined
      return 'fine'
    }
    this.#fullMs ??= nowMs
    return nowMs - this.#fullMs >= exhaustedAfterMs ? 'exhausted' : 'full'
  }

  #collects(nowMs: number): boolean {
    if (nowMs - this.#collectedMs < collectEveryMs) return false
    this.#collectedMs = nowMs
    this.#parts.collect()
    return true
  }
}
