/** Makes ISO 8601 with milliseconds, in UTC; a second is put into words once. */
export class IsoTime {
  #secondMs = Number.NaN
  #second = ''

  of(wallMs: number): string {
    const ms = Math.floor(wallMs % 1000)
    const secondMs = Math.floor(wallMs) - ms
    if (secondMs !== this.#secondMs) {
      this.#secondMs = secondMs
      this.#second = new Date(secondMs).toISOString().slice(0, -4)
    }
    return `${this.#second}${ms < 10 ? '00' : ms < 100 ? '0' : ''}${ms}Z`
  }
}
