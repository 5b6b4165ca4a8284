import type { Json } from '@turnout/core'
import { isAmount } from './amount.ts'

/** What samples say, where there are any. */
export interface Sampled {
  readonly count: number
  readonly mean: number
  /** How far one sample is from the mean (standard deviation); 0 where there is only one. */
  readonly deviation: number
}

interface Sample {
  readonly value: number
  readonly atMs: number
  /** The how many-th of its instance. */
  readonly number: number
  /** Undefined: this one. */
  readonly instance: string | undefined
}

/** A sample as others are told of it. */
type Told = readonly [value: number, ageMs: number, number: number]

/** The most recent `size` samples that are not older than `ttlMs`, of this instance and of those it hears of. */
export class RecentSamples implements Sampled {
  count = 0
  mean = 0
  deviation = 0
  /** The oldest one first. */
  #samples: Sample[] = []
  readonly #size: number
  readonly #ttlMs: number
  /** How many samples of its own it has had, and how many of them it has told others of. */
  #own = 0
  #told = 0

  constructor(size: number, ttlMs: number) {
    this.#size = size
    this.#ttlMs = ttlMs
  }

  add(value: number, nowMs: number): void {
    this.#own++
    this.#put({ value, atMs: nowMs, number: this.#own, instance: undefined })
    this.#addUp()
  }

  /** Undefined without samples. */
  at(nowMs: number): Sampled | undefined {
    this.#forget(nowMs)
    return this.count === 0 ? undefined : this
  }

  /** Only what is new, unless asked for the whole: what gets lost on the way is missed elsewhere, and no harm done. */
  export(nowMs: number, whole: boolean): Json | undefined {
    this.#forget(nowMs)
    const isWanted = ({ instance, number }: Sample) => instance === undefined && (whole || number > this.#told)
    const samples = this.#samples.filter(isWanted)
    this.#told = this.#own
    if (samples.length === 0) return undefined
    return samples.map(({ value, atMs, number }): Told => [value, nowMs - atMs, number])
  }

  /** Samples that are here already do not count twice: they are known by their number. */
  merge(instance: string, data: Json | undefined, nowMs: number): void {
    if (data === undefined) this.#samples = this.#samples.filter((sample) => sample.instance !== instance)
    else if (isTold(data)) {
      const known = new Set(this.#samples.map((sample) => (sample.instance === instance ? sample.number : undefined)))
      for (const [value, ageMs, number] of data)
        if (!known.has(number)) this.#put({ value, atMs: nowMs - ageMs, number, instance })
    }
    this.#addUp()
  }

  /** Where it belongs by its time; of too many the oldest goes. */
  #put(sample: Sample): void {
    let at = this.#samples.length
    while (at > 0 && (this.#samples[at - 1]?.atMs ?? 0) > sample.atMs) at--
    if (at === this.#samples.length) this.#samples.push(sample)
    else this.#samples.splice(at, 0, sample)
    if (this.#samples.length > this.#size) this.#samples.shift()
  }

  #forget(nowMs: number): void {
    const first = this.#samples[0]
    if (!first || nowMs - first.atMs < this.#ttlMs) return
    this.#samples = this.#samples.filter(({ atMs }) => nowMs - atMs < this.#ttlMs)
    this.#addUp()
  }

  /** Anew each time: a sum that is added to and taken from drifts. */
  #addUp(): void {
    this.count = this.#samples.length
    let sum = 0
    for (const { value } of this.#samples) sum += value
    this.mean = sum / this.count
    let squares = 0
    for (const { value } of this.#samples) squares += (value - this.mean) ** 2
    this.deviation = this.count > 1 ? Math.sqrt(squares / (this.count - 1)) : 0
  }
}

const isTold = (data: Json): data is Told[] =>
  Array.isArray(data) && data.every((sample) => Array.isArray(sample) && sample.length === 3 && sample.every(isAmount))
