import type { Charge, Clock } from '@turnout/core'

/** At most so many charges in one step. */
const mostAtOnce = 500

type Untold = Omit<Charge, 'endsInMs'> & { readonly endsMs: number }

/** What windows of a store are to count that it does not know of yet, by limit and second. */
export class UntoldCharges {
  readonly #clock: Clock
  readonly #id: () => string
  readonly #untold = new Map<string, Untold>()
  /** What is being told: the same until the store has confirmed it, so that nothing counts twice. */
  #telling: readonly Untold[] = []

  constructor(clock: Clock, id: () => string) {
    this.#clock = clock
    this.#id = id
  }

  /** To the end of the second, which is a little longer than need be. What is below nothing is nothing. */
  add(key: string, amount: number, untilMs: number): void {
    if (amount <= 0) return
    const endsMs = Math.ceil(untilMs / 1_000) * 1_000
    const at = `${endsMs} ${key}`
    const known = this.#untold.get(at)
    this.#untold.set(at, { id: known?.id ?? this.#id(), key, amount: amount + (known?.amount ?? 0), endsMs })
  }

  /** Tells what there is by now. Where it fails, the next time begins with the same. */
  async tell(charge: (charges: readonly Charge[]) => Promise<void>): Promise<void> {
    for (const next of [() => this.#telling, () => this.#taken()]) {
      this.#telling = next()
      for (let at = 0; at < this.#telling.length; at += mostAtOnce) {
        const charges = this.#stillCounting(this.#telling.slice(at, at + mostAtOnce))
        if (charges.length > 0) await charge(charges)
      }
      this.#telling = []
    }
  }

  get isEmpty(): boolean {
    return this.#untold.size === 0 && this.#telling.length === 0
  }

  #taken(): readonly Untold[] {
    const all = [...this.#untold.values()]
    this.#untold.clear()
    return all
  }

  #stillCounting(some: readonly Untold[]): readonly Charge[] {
    const nowMs = this.#clock.monotonicMs()
    return some.flatMap(({ endsMs, ...charge }) => (endsMs > nowMs ? [{ ...charge, endsInMs: endsMs - nowMs }] : []))
  }
}
