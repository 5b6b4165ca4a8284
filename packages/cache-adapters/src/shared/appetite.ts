/** How much each new tick weighs against the ones before. */
const weight = 0.3

/** How much is taken of a limit lately, in one tick: on average, or already in this one where that is more. */
export class Appetite {
  #usualAttempts = 0
  #usualAmount = 0
  #usualLargest = 0
  #attempts = 0
  #amount = 0
  #largest = 0

  get attempts(): number {
    return Math.max(this.#usualAttempts, this.#attempts)
  }

  get amount(): number {
    return Math.max(this.#usualAmount, this.#amount)
  }

  /** The largest single one of the last ticks. */
  get largest(): number {
    return Math.max(this.#usualLargest, this.#largest)
  }

  /** Attempts since the last tick. */
  get attemptsNow(): number {
    return this.#attempts
  }

  note(amount: number): void {
    this.#attempts++
    this.#amount += amount
    if (amount > this.#largest) this.#largest = amount
  }

  tick(): void {
    this.#usualAttempts += (this.#attempts - this.#usualAttempts) * weight
    this.#usualAmount += (this.#amount - this.#usualAmount) * weight
    this.#usualLargest = Math.max(this.#largest, this.#usualLargest * (1 - weight))
    this.#attempts = 0
    this.#amount = 0
    this.#largest = 0
  }
}
