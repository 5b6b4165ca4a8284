import type { Batch, Waiting } from './waiting.ts'

/** What texts are put between, to be one body. */
export interface Frame {
  readonly before: string
  readonly between: string
  readonly after: string
}

/** What a character takes in UTF-8 at the most: of two that are one pair, half of four. */
const mostBytesACharacter = 3
/** A batch that has grown to this is full, whatever it is counted in: receivers refuse bodies that are much larger. */
const fullBytes = 4 * 1024 * 1024
const leastRoom = 16 * 1024
/** More is not held on to while nothing is to be sent. */
const mostSpare = 1024 * 1024
const nothing = Buffer.alloc(0)

/**
 * Texts in line as the bodies that they are sent in. They are encoded as they come: thousands of texts that live until
 * they are sent are moved about by the garbage collector, which costs more than making them.
 */
export class WaitingTexts implements Waiting<string, Uint8Array> {
  count = 0
  bytes = 0
  readonly #mostAtOnce: number
  readonly #frame: Frame
  readonly #full: Batch<Uint8Array>[] = []
  /** As large as the batch before it, which is what the next will need. */
  #room = leastRoom
  #open: Buffer = nothing
  #spare: Buffer | undefined
  #openCount = 0
  #openBytes = 0

  constructor(mostAtOnce: number, frame: Frame) {
    this.#mostAtOnce = mostAtOnce
    this.#frame = frame
  }

  get isFull(): boolean {
    return this.#full.length > 0
  }

  bytesOf(text: string): number {
    return text.length
  }

  add(text: string): void {
    if (this.#openCount === 0) this.#begin()
    const before = this.#openBytes
    this.#write(this.#openCount === 0 ? text : this.#frame.between + text)
    this.bytes += this.#openBytes - before
    this.count++
    this.#openCount++
    if (this.#openCount >= this.#mostAtOnce || this.#openBytes >= fullBytes) this.#full.push(this.#end())
  }

  take(): Batch<Uint8Array> {
    const batch = this.#full.shift() ?? this.#end()
    this.count -= batch.count
    this.bytes -= batch.bytes
    return batch
  }

  /** Its memory is used again: what lies outside of the heap has the whole heap collected when there is much of it. */
  takeBack({ buffer }: Uint8Array): void {
    if (buffer.byteLength <= mostSpare) this.#spare = Buffer.from(buffer)
  }

  clear(): void {
    this.#full.length = 0
    this.#open = nothing
    this.#openCount = 0
    this.count = 0
    this.bytes = 0
  }

  #begin(): void {
    this.#open = this.#spare ?? Buffer.allocUnsafeSlow(this.#room)
    this.#spare = undefined
    this.#openBytes = 0
    this.#write(this.#frame.before)
    this.bytes += this.#openBytes
  }

  #end(): Batch<Uint8Array> {
    const before = this.#openBytes
    this.#write(this.#frame.after)
    this.bytes += this.#openBytes - before
    const batch = {
      content: this.#open.subarray(0, this.#openBytes),
      count: this.#openCount,
      bytes: this.#openBytes,
    }
    this.#room = Math.max(leastRoom, this.#openBytes + (this.#openBytes >> 3))
    this.#open = nothing
    this.#openCount = 0
    return batch
  }

  #write(text: string): void {
    const most = this.#openBytes + text.length * mostBytesACharacter
    if (most > this.#open.length) this.#makeRoom(this.#openBytes + Buffer.byteLength(text))
    this.#openBytes += this.#open.write(text, this.#openBytes)
  }

  #makeRoom(bytes: number): void {
    if (bytes <= this.#open.length) return
    const larger = Buffer.allocUnsafeSlow(Math.max(bytes, 2 * this.#open.length))
    this.#open.copy(larger, 0, 0, this.#openBytes)
    this.#open = larger
  }
}
