import { HeaderFields, linesPattern, readFields } from './header-fields.ts'
import { malformed, type WireError } from './wire-error.ts'

const [cr, lf, tab, space, semicolon, del] = [0x0d, 0x0a, 0x09, 0x20, 0x3b, 0x7f]
/** All extensions of an answer together, and its trailers. */
const mostExtensionBytes = 16 * 1024
const mostTrailerBytes = 16 * 1024
/** Of a size, leading zeros included. */
const mostDigits = 16
const highestBeforeDigit = (Number.MAX_SAFE_INTEGER - 15) / 16

const hexValues = new Int8Array(256).fill(-1)
for (let value = 0; value < 16; value++) {
  const digit = value.toString(16)
  hexValues[digit.charCodeAt(0)] = value
  hexValues[digit.toUpperCase().charCodeAt(0)] = value
}

const trailerLines = new RegExp(`^${linesPattern}$`)

type Step = 'size' | 'extension' | 'size-end' | 'data' | 'data-cr' | 'data-lf' | 'trailers' | 'ended'

/** Takes the framing of a chunked body off, however its bytes are cut. */
export class ChunkedBody {
  /** Where the last read's payload lies in its bytes: moved together, so that it is one piece. */
  payloadStart = 0
  payloadEnd = 0
  problem: WireError | undefined
  trailers = new HeaderFields()
  #step: Step = 'size'
  #left = 0
  #digits = 0
  #extensionBytes = 0
  #trailerText = ''

  begin(): void {
    this.#step = 'size'
    this.#left = 0
    this.#digits = 0
    this.#extensionBytes = 0
    this.#trailerText = ''
    this.trailers = new HeaderFields()
  }

  get ended(): boolean {
    return this.#step === 'ended'
  }

  /** Reads from `at` to `end`, or as far as the body goes; says how far it came. Overwrites what it has read. */
  read(bytes: Uint8Array, at: number, end: number): number {
    this.payloadStart = 0
    this.payloadEnd = 0
    while (at < end && this.#step !== 'ended') {
      if (this.#step === 'data') at = this.#data(bytes, at, end)
      else if (this.#step === 'trailers') at = this.#trailers(bytes, at, end)
      else if (!this.#framing(bytes[at++] ?? 0)) {
        this.problem = malformed('The chunks of the answer are not well-formed.')
        break
      }
      if (this.problem) break
    }
    return at
  }

  #data(bytes: Uint8Array, at: number, end: number): number {
    const stop = Math.min(end, at + this.#left)
    if (this.payloadEnd === 0) this.payloadStart = at
    else bytes.copyWithin(this.payloadEnd, at, stop)
    this.payloadEnd = this.payloadEnd === 0 ? stop : this.payloadEnd + (stop - at)
    this.#left -= stop - at
    if (this.#left === 0) this.#step = 'data-cr'
    return stop
  }

  /** One byte between the data; false where it does not belong. */
  #framing(byte: number): boolean {
    switch (this.#step) {
      case 'size':
        return this.#size(byte)
      case 'extension':
        if (byte === cr) this.#step = 'size-end'
        else return ++this.#extensionBytes <= mostExtensionBytes && (byte === tab || (byte >= space && byte !== del))
        return true
      case 'size-end':
        this.#step = this.#left === 0 ? 'trailers' : 'data'
        this.#digits = 0
        return byte === lf
      case 'data-cr':
        this.#step = 'data-lf'
        return byte === cr
      default:
        this.#step = 'size'
        return byte === lf
    }
  }

  #size(byte: number): boolean {
    const value = hexValues[byte] ?? -1
    if (value !== -1) {
      if (++this.#digits > mostDigits || this.#left > highestBeforeDigit) return false
      this.#left = this.#left * 16 + value
      return true
    }
    this.#step = byte === cr ? 'size-end' : 'extension'
    return this.#digits > 0 && (byte === cr || byte === semicolon)
  }

  #trailers(bytes: Uint8Array, at: number, end: number): number {
    if (this.#trailerText === '' && bytes[at] === cr && bytes[at + 1] === lf && at + 1 < end) {
      this.#step = 'ended'
      return at + 2
    }
    const before = this.#trailerText.length
    this.#trailerText += Buffer.from(bytes.buffer, bytes.byteOffset + at, end - at).toString('latin1')
    const text = this.#trailerText
    const blank = text.startsWith('\r\n') ? -2 : text.indexOf('\r\n\r\n', Math.max(0, before - 3))
    if (blank === -1) {
      if (text.length > mostTrailerBytes) this.problem = malformed('The trailers of the answer are too long.')
      return end
    }
    const lines = text.slice(0, blank + 2)
    if (!trailerLines.test(lines) || lines.length > mostTrailerBytes)
      this.problem = malformed('The trailers of the answer are not well-formed.')
    else this.trailers = readFields(lines, 0)
    this.#step = 'ended'
    return at + blank + 4 - before
  }
}
