/** An amount that counts against a window until `endsMs`. */
export interface Entry {
  readonly endsMs: number
  amount: number
}

/** One limit's sliding window, exact: each entry leaves it at its own time. */
export class Window {
  readonly #entries: Entry[] = []
  #first = 0
  #used = 0

  /** What counts now; lets go of what has left. */
  used(nowMs: number): number {
    for (let entry = this.#entries[this.#first]; entry && entry.endsMs <= nowMs; ) {
      this.#used -= entry.amount
      entry = this.#entries[++this.#first]
    }
    if (this.#first > 64 && this.#first * 2 > this.#entries.length) {
      this.#entries.splice(0, this.#first)
      this.#first = 0
    }
    return this.#used
  }

  /** Entries stay in the order in which they leave. */
  add(endsMs: number, amount: number): Entry {
    const entry = { endsMs, amount }
    const before = this.#entries.findLastIndex((other) => other.endsMs <= endsMs)
    this.#entries.splice(before + 1, 0, entry)
    this.#used += amount
    return entry
  }

  /** Changes what an entry counts; nothing if it has left the window. */
  change(entry: Entry, amount: number, nowMs: number): void {
    this.used(nowMs)
    if (entry.endsMs > nowMs) this.#used += amount - entry.amount
    entry.amount = amount
  }

  /** How long until at most `room` is used; Infinity when that takes more than emptying it. */
  msUntil(room: number, nowMs: number): number {
    let used = this.used(nowMs)
    if (room < 0) return Infinity
    for (let i = this.#first; used > room; i++) {
      const entry = this.#entries[i]
      if (!entry) return Infinity
      used -= entry.amount
      if (used <= room) return entry.endsMs - nowMs
    }
    return 0
  }

  isEmpty(nowMs: number): boolean {
    this.used(nowMs)
    return this.#first === this.#entries.length
  }
}
