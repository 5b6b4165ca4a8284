const nothing = Buffer.alloc(0)

/** Finds the bodies in what one connection sends: no pipelining, each with a content-length. Throws on anything else. */
export class RequestReader {
  #kept: Buffer[] = []
  #length = 0
  /** Where the request ends, counted from its first byte; 0 until its head is complete. */
  #end = 0
  #bodyStart = 0

  /** The body, once its last byte has come. */
  feed(bytes: Buffer): Buffer | undefined {
    this.#kept.push(bytes)
    this.#length += bytes.length
    if (this.#end === 0 && !this.#readHead()) return undefined
    if (this.#length < this.#end) return undefined
    if (this.#length > this.#end) throw new Error('more bytes than the content-length announced')
    const body = this.#joined().subarray(this.#bodyStart)
    this.#kept = []
    this.#length = 0
    this.#end = 0
    return body
  }

  #readHead(): boolean {
    const bytes = this.#joined()
    const end = bytes.indexOf('\r\n\r\n')
    if (end === -1) return false
    const length = /\ncontent-length: *(\d+)/i.exec(bytes.toString('latin1', 0, end))?.[1]
    if (length === undefined) throw new Error('the request has no content-length')
    this.#bodyStart = end + 4
    this.#end = this.#bodyStart + Number(length)
    return true
  }

  #joined(): Buffer {
    if (this.#kept.length > 1) this.#kept = [Buffer.concat(this.#kept)]
    return this.#kept[0] ?? nothing
  }
}
