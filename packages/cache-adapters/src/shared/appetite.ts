/** How much each new tick weighs against the ones before. */
const weight = 0.3

/** How much is taken of a limit lately: so many attempts, and so much of it, in each tick. */
export class Appetite {
  /** Of all of them, on average. */
  attempts = 0
  amount = 0
  /** The largest single one of the last ticks. */
  largest = 0
  #attempts = 0
  #amount = 0
  #largest = 0

  note(amount: number): void {
    this.#attempts++
    this.#amount += amount
    if (amount > this.#largest) this.#largest = amount
  }

  tick(): void {
    this.attempts += (this.#attempts - this.attempts) * weight
    this.amount += (this.#amount - this.amount) * weight
    this.largest = Math.max(this.#largest, this.largest * (1 - weight))
    this.#attempts = 0
    this.#amount = 0
    this.#largest = 0
  }
}
