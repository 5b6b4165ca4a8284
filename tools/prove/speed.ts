/** To ask for the time costs time. */
const worldsAMark = 50

/** How fast worlds are lived, by the CPU time of this process: all its threads count, and other work on a machine does not. */
export class Speed {
  readonly #began = process.cpuUsage()
  #worlds = 0
  /** Seconds of CPU time, each so many worlds. */
  readonly #marks = [0]

  note(): void {
    this.#worlds++
    if (this.#worlds % worldsAMark === 0) this.#marks.push(this.#seconds)
  }

  /** Worlds a second of one core. */
  get all(): number {
    return this.#worlds / this.#seconds
  }

  /** The same of the later half, for which the code has been compiled. */
  get compiled(): number {
    const half = this.#marks.length >> 1
    return (this.#worlds - half * worldsAMark) / (this.#seconds - (this.#marks[half] ?? 0))
  }

  get #seconds(): number {
    const { user, system } = process.cpuUsage(this.#began)
    return (user + system) / 1e6
  }
}
