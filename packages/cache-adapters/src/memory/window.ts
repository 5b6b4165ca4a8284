/** What counts against a window until `endsMs`. */
export interface Bucket {
  readonly endsMs: number
  amount: number
}

/**
 * One limit's sliding window. What was added leaves it at its own time, to the next whole millisecond: what ends in the
 * same one is counted together, so that a busy limit keeps no more than that many sums.
 */
export class Window {
  readonly #buckets: Bucket[] = []
  #first = 0
  #used = 0

  /** What counts now; lets go of what has left. */
  used(nowMs: number): number {
    for (let bucket = this.#buckets[this.#first]; bucket && bucket.endsMs <= nowMs; ) {
      this.#used -= bucket.amount
      bucket = this.#buckets[++this.#first]
    }
    if (this.#first > 64 && this.#first * 2 > this.#buckets.length) {
      this.#buckets.splice(0, this.#first)
      this.#first = 0
    }
    return this.#used
  }

  /** Where it counts. Buckets stay in the order in which they leave. */
  add(givenEndsMs: number, amount: number): Bucket {
    const endsMs = Math.ceil(givenEndsMs)
    this.#used += amount
    const at = this.#placeOf(endsMs)
    const same = at >= this.#first ? this.#buckets[at] : undefined
    if (same?.endsMs === endsMs) {
      same.amount += amount
      return same
    }
    const bucket = { endsMs, amount }
    if (at === this.#buckets.length - 1) this.#buckets.push(bucket)
    else this.#buckets.splice(at + 1, 0, bucket)
    return bucket
  }

  /** Counts so much more, or less, where something was added; nothing if that has left the window. */
  change(bucket: Bucket, by: number, nowMs: number): void {
    this.used(nowMs)
    if (bucket.endsMs <= nowMs) return
    this.#used += by
    bucket.amount += by
  }

  /** How long until at most `room` is used; Infinity when that takes more than emptying it. */
  msUntil(room: number, nowMs: number): number {
    let used = this.used(nowMs)
    if (room < 0) return Infinity
    for (let i = this.#first; used > room; i++) {
      const bucket = this.#buckets[i]
      if (!bucket) return Infinity
      used -= bucket.amount
      if (used <= room) return bucket.endsMs - nowMs
    }
    return 0
  }

  isEmpty(nowMs: number): boolean {
    this.used(nowMs)
    return this.#first === this.#buckets.length
  }

  /** The last bucket that ends no later: hardly ever not the last of all. */
  #placeOf(endsMs: number): number {
    for (let at = this.#buckets.length - 1; at >= 0; at--) if ((this.#buckets[at]?.endsMs ?? 0) <= endsMs) return at
    return -1
  }
}
