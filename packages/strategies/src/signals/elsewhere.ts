/** What each of the other instances said last, joined when they say it, so that reading costs nothing. */
export class Elsewhere {
  joined: number
  readonly #said = new Map<string, number>()
  readonly #join: (one: number, other: number) => number
  readonly #none: number

  private constructor(join: (one: number, other: number) => number, none: number) {
    this.#join = join
    this.#none = none
    this.joined = none
  }

  /** 0 where nobody said anything. */
  static sum(): Elsewhere {
    return new Elsewhere((one, other) => one + other, 0)
  }

  /** `-Infinity` where nobody said anything. */
  static greatest(): Elsewhere {
    return new Elsewhere((one, other) => Math.max(one, other), -Infinity)
  }

  /** Undefined: it takes back what it said. */
  hear(instance: string, amount: number | undefined): void {
    if (amount === undefined) this.#said.delete(instance)
    else this.#said.set(instance, amount)
    // Anew each time: a sum that is added to and taken from drifts.
    this.joined = [...this.#said.values()].reduce(this.#join, this.#none)
  }
}
