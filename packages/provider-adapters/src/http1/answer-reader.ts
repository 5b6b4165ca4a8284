import { readHead, statedLifeMs } from './answer-head.ts'
import { ChunkedBody } from './chunked-body.ts'
import type { Exchange } from './exchange.ts'
import { HeaderFields } from './header-fields.ts'
import { malformed } from './wire-error.ts'

const longestHead = 64 * 1024
const blankLine = Buffer.from('\r\n\r\n')
const noTrailers = Object.freeze(new HeaderFields())

/** Reads one answer after the other from the bytes of a connection, and tells the exchange it belongs to. */
export class AnswerReader {
  /** Where the answer ended in the last read's bytes. */
  endedAt = 0
  keepsAlive = false
  /** For how long the server says it keeps an unused connection. */
  statedLifeMs: number | undefined
  #phase: 'head' | 'counted' | 'chunked' | 'until-close' = 'head'
  #head = ''
  #left = 0
  #chunked: ChunkedBody | undefined

  begin(): void {
    this.#phase = 'head'
    this.#head = ''
  }

  /** Whether the end of the connection is the end of the answer. */
  get endsWithConnection(): boolean {
    return this.#phase === 'until-close'
  }

  get trailers(): HeaderFields {
    return (this.#phase === 'chunked' && this.#chunked?.trailers) || noTrailers
  }

  /**
   * Reads the first `length` of `bytes`, which are its own from now on: bodies are parts of them. True when the answer ends
   * in them. Throws a `WireError` when they are no answer, after it has passed on what came before.
   */
  read(bytes: Buffer, length: number, exchange: Exchange): boolean {
    let at = 0
    while (this.#phase === 'head') {
      at = this.#readHead(bytes, at, length, exchange)
      if (at === -1 || exchange.over) return false
    }
    return this.#phase === 'chunked'
      ? this.#readChunked(bytes, at, length, exchange)
      : this.#readPlain(bytes, at, length, exchange)
  }

  /** Says where the head ends; -1 while it has not. */
  #readHead(bytes: Buffer, at: number, length: number, exchange: Exchange): number {
    const before = this.#head.length
    let text: string
    let end: number
    const blank = before === 0 ? bytes.indexOf(blankLine, at) : -1
    if (blank !== -1 && blank + 4 <= length) {
      text = bytes.toString('latin1', at, blank + 2)
      end = blank + 4
    } else {
      this.#head += bytes.toString('latin1', at, length)
      const found = this.#head.indexOf('\r\n\r\n', Math.max(0, before - 3))
      if ((found === -1 ? this.#head.length : found) > longestHead)
        throw malformed('The head of the answer is too long.')
      if (found === -1) return -1
      text = this.#head.slice(0, found + 2)
      end = at + found + 4 - before
      this.#head = ''
    }
    this.#take(text, exchange)
    return end
  }

  #take(text: string, exchange: Exchange): void {
    const { status, headers, framing, keepsAlive } = readHead(text)
    if (status === 101) throw malformed('The server changes protocols, which nobody asked for.')
    if (status < 200) return
    this.keepsAlive = keepsAlive
    this.statedLifeMs = keepsAlive ? statedLifeMs(headers) : undefined
    if (framing === 'chunked') {
      this.#chunked ??= new ChunkedBody()
      this.#chunked.begin()
    }
    this.#phase = typeof framing === 'number' ? 'counted' : framing
    this.#left = typeof framing === 'number' ? framing : 0
    exchange.answered(status, headers)
  }

  #readPlain(bytes: Buffer, at: number, length: number, exchange: Exchange): boolean {
    const counted = this.#phase === 'counted'
    const end = counted ? Math.min(length, at + this.#left) : length
    if (end > at) exchange.received(bytes.subarray(at, end))
    this.#left -= end - at
    this.endedAt = end
    return counted && this.#left === 0
  }

  #readChunked(bytes: Buffer, at: number, length: number, exchange: Exchange): boolean {
    const body = this.#chunked
    if (body === undefined) return false
    this.endedAt = body.read(bytes, at, length)
    if (body.payloadEnd > body.payloadStart) exchange.received(bytes.subarray(body.payloadStart, body.payloadEnd))
    if (body.problem) throw body.problem
    return body.ended
  }
}
