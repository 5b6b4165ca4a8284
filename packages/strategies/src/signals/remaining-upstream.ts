import { type AttemptEnd, defineSignal, isJsonObject, type Json, type Signal, type Tracker } from '@turnout/core'
import { isAmount } from './amount.ts'
import { type Remaining, remainingIn } from './remaining-in-headers.ts'

/** By the name of the header that says what remains. */
type Words = Map<string, Remaining>

/** As others are told of it. */
type Told = readonly [share: number, saidAgoMs: number, untilInMs: number]

/** What each limit's headers said last, to this instance or to another, until it resets. */
class RemainingUpstream implements Tracker<number | undefined> {
  readonly #own: Words = new Map()
  readonly #elsewhere = new Map<string, Words>()
  /** The latest words of all. */
  #latest = this.#own
  #isNew = false

  end({ headers, endedMs }: AttemptEnd): void {
    if (!headers) return
    for (const [limit, remaining] of remainingIn(headers, endedMs)) {
      this.#own.set(limit, remaining)
      this.#isNew = true
    }
    if (this.#isNew) this.#join()
  }

  value(nowMs: number): number | undefined {
    let least: number | undefined
    for (const { share, untilMs } of this.#latest.values())
      if (nowMs < untilMs && (least === undefined || share < least)) least = share
    return least
  }

  export(nowMs: number, whole: boolean): Json | undefined {
    if (!this.#isNew && !whole) return undefined
    this.#isNew = false
    const words = [...this.#own]
    if (words.every(([, { untilMs }]) => untilMs <= nowMs)) return undefined
    const told = ({ share, saidMs, untilMs }: Remaining): Told => [share, nowMs - saidMs, Math.max(0, untilMs - nowMs)]
    return Object.fromEntries(words.map(([limit, word]) => [limit, told(word)]))
  }

  merge(instance: string, data: Json | undefined, nowMs: number): void {
    if (data === undefined) this.#elsewhere.delete(instance)
    else if (isTold(data)) this.#elsewhere.set(instance, wordsOf(data, nowMs))
    else return
    this.#join()
  }

  #join(): void {
    this.#latest = this.#elsewhere.size === 0 ? this.#own : latestOf([this.#own, ...this.#elsewhere.values()])
  }
}

const isTold = (data: Json): data is Record<string, Told> =>
  isJsonObject(data) &&
  Object.values(data).every(
    (told) => Array.isArray(told) && told.length === 3 && told.every(isAmount) && Number(told[0]) <= 1,
  )

const wordsOf = (told: Record<string, Told>, nowMs: number): Words =>
  new Map(
    Object.entries(told).map(([limit, [share, saidAgoMs, untilInMs]]) => [
      limit,
      { share, saidMs: nowMs - saidAgoMs, untilMs: nowMs + untilInMs },
    ]),
  )

/** Of two words of the same moment the one that leaves less. */
function latestOf(all: readonly Words[]): Words {
  const latest: Words = new Map()
  for (const [limit, word] of all.flatMap((words) => [...words])) {
    const other = latest.get(limit)
    const isLater = !other || word.saidMs > other.saidMs || (word.saidMs === other.saidMs && word.share < other.share)
    if (isLater) latest.set(limit, word)
  }
  return latest
}

/**
 * What a provider says is left of its own limits, as a share between 0 and 1: the least of requests and tokens.
 * Undefined where it did not say, or after they reset.
 */
export const remainingUpstream: Signal<number | undefined> = defineSignal({
  name: 'remaining-upstream',
  bind: () => new RemainingUpstream(),
})
