import { type AttemptEnd, defineSignal, type Signal, type Tracker } from '@turnout/core'

const most = 100
/** Fewer say nothing of a quantile. */
const fewest = 20

/** A deployment's own last hundred times to first content (a plain answer's: to its end), in ms. */
export class FirstContentTimes implements Tracker<FirstContentTimes> {
  readonly #times: number[] = []
  #next = 0

  end({ startedMs, firstContentMs }: AttemptEnd): void {
    if (firstContentMs === undefined) return
    this.#times[this.#next] = firstContentMs - startedMs
    this.#next = (this.#next + 1) % most
  }

  /** What this share of them did not take longer than; undefined while too few are known. */
  quantileMs(share: number): number | undefined {
    if (this.#times.length < fewest) return undefined
    const sorted = this.#times.toSorted((a, b) => a - b)
    return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))]
  }

  value(): this {
    return this
  }
}

/** How long a deployment usually takes to say something. */
export const firstContentTimes: Signal<FirstContentTimes> = defineSignal({
  name: 'first-content-times',
  bind: () => new FirstContentTimes(),
})
