/** Tells once that events begin to be lost, and once that none are any more. */
export class Trouble {
  readonly #who: string
  readonly #warn: (message: string) => void
  #lostBefore: number | undefined

  /** `to`: where they go, without keys. */
  constructor(name: string, to: string | undefined, warn: (message: string) => void) {
    this.#who = to === undefined ? name : `${name} (${to})`
    this.#warn = warn
  }

  begins(reason: string, lostBefore: number): void {
    if (this.#lostBefore !== undefined) return
    this.#lostBefore = lostBefore
    this.#warn(`${this.#who}: events are lost: ${reason}`)
  }

  ends(lost: number): void {
    if (this.#lostBefore === undefined) return
    this.#warn(`${this.#who}: events are passed on again; ${lost - this.#lostBefore} were lost`)
    this.#lostBefore = undefined
  }
}
