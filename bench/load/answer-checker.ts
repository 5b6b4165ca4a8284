/** What makes an answer right, besides status 200 and a whole body. */
export interface Expected {
  /** Must stand at the very end of the body; the empty string for anything. */
  readonly ending: string
  readonly leastBytes: number
}

const tailLength = 64
const lastChunk = '\r\n0\r\n\r\n'

/** Watches the answers of one connection, in whatever pieces they come. Throws on the first that is wrong. */
export class AnswerChecker {
  readonly #expected: Expected
  /** The head so far, as latin1; undefined once it is complete. */
  #head: string | undefined = ''
  /** The body's length; undefined if it comes in HTTP chunks. */
  #length: number | undefined
  #received = 0
  #tail = ''

  constructor(expected: Expected) {
    this.#expected = expected
  }

  /** True when these bytes complete an answer; the next bytes begin another. */
  feed(bytes: Buffer): boolean {
    const body = this.#head === undefined ? bytes : this.#readHead(bytes)
    if (body === undefined) return false
    this.#received += body.length
    this.#tail =
      body.length >= tailLength
        ? body.toString('latin1', body.length - tailLength)
        : (this.#tail + body.toString('latin1')).slice(-tailLength)
    if (!this.#isComplete()) return false
    this.#check()
    this.#head = ''
    this.#received = 0
    this.#tail = ''
    return true
  }

  /** Reads on until the head is whole; gives back what follows it. */
  #readHead(bytes: Buffer): Buffer | undefined {
    const before = this.#head?.length ?? 0
    const head = (this.#head ?? '') + bytes.toString('latin1')
    const end = head.indexOf('\r\n\r\n')
    this.#head = head
    if (end === -1) return undefined
    if (!head.startsWith('HTTP/1.1 200 ')) throw new Error(`not a 200: ${head.slice(0, 500)}`)
    const length = /\ncontent-length: *(\d+)/i.exec(head.slice(0, end))?.[1]
    if (length === undefined && !/\ntransfer-encoding: *chunked/i.test(head.slice(0, end)))
      throw new Error(`no end given: ${head}`)
    this.#length = length === undefined ? undefined : Number(length)
    this.#head = undefined
    return bytes.subarray(end + 4 - before)
  }

  #isComplete(): boolean {
    if (this.#length === undefined) return this.#tail.endsWith(lastChunk)
    if (this.#received > this.#length) throw new Error(`${this.#received} bytes where ${this.#length} were announced`)
    return this.#received === this.#length
  }

  #check(): void {
    const end = this.#length === undefined ? this.#tail.slice(0, -lastChunk.length) : this.#tail
    if (!end.trimEnd().endsWith(this.#expected.ending)) throw new Error(`ends with ${JSON.stringify(end)}`)
    if (this.#received < this.#expected.leastBytes) throw new Error(`only ${this.#received} bytes`)
  }
}
