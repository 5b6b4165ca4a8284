/** How fast worlds are lived, by the CPU time of this process: all its threads count, and other work on a machine does not. */
export class Speed {
  readonly #began = process.cpuUsage()
  /** Of CPU time, when each world was over. */
  readonly #seconds: number[] = [0]

  note(): void {
    const { user, system } = process.cpuUsage(this.#began)
    this.#seconds.push((user + system) / 1e6)
  }

  /** Worlds a second of one core, those of `from` on. */
  perSecond(from = 0): number {
    const seconds = (this.#seconds.at(-1) ?? 0) - (this.#seconds[from] ?? 0)
    return seconds > 0 ? (this.#seconds.length - 1 - from) / seconds : 0
  }

  /** The same of the later half, for which the code has been compiled. */
  get compiled(): number {
    return this.perSecond((this.#seconds.length - 1) >> 1)
  }
}
