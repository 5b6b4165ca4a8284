import { GatheredBytes, ProviderError } from '@turnout/core'
import { eventEnd } from './event-end.ts'
import { longestEventBytes } from './longest-event.ts'
import { viewOf } from './view-of.ts'

/** Cuts a byte stream where server-sent events end, whatever pieces it comes in. */
export class FrameSplitter {
  readonly #kept = new GatheredBytes()
  /** The last bytes kept, for a blank line that two pieces share. */
  #tail: Buffer = Buffer.alloc(0)
  #begun = false

  /** The whole events in what has come so far, as one run of bytes; undefined when none is complete. */
  push(bytes: Uint8Array): Buffer | undefined {
    const chunk = viewOf(bytes)
    // Usually a read is whole events, and their last line is empty.
    if (this.#kept.size === 0 && this.#begun && chunk.at(-1) === lineFeed && chunk.at(-2) === lineFeed) return chunk
    const seam = this.#tail.length > 0 ? Buffer.concat([this.#tail, chunk]) : chunk
    const end = endOfLastFrame(seam)
    if (end === -1) {
      this.#keep(chunk)
      return undefined
    }
    const rest = seam.length - end
    const whole = this.#takeWith(chunk)
    if (rest > 0) this.#keep(whole.subarray(whole.length - rest))
    return rest > 0 ? whole.subarray(0, whole.length - rest) : whole
  }

  /** What is left when the stream has ended: a last event that lacked its blank line. */
  flush(): Buffer | undefined {
    if (this.#kept.size === 0) return undefined
    const rest = this.#takeWith(Buffer.from('\n\n'))
    return rest.toString('latin1').trim() === '' ? undefined : rest
  }

  #keep(part: Buffer): void {
    this.#kept.add(part)
    this.#tail = Buffer.concat([this.#tail, part.subarray(-3)]).subarray(-3)
    if (this.#kept.size > longestEventBytes)
      throw new ProviderError('server', `An event of the stream is longer than ${longestEventBytes} bytes.`, {
        code: 'upstream_too_large',
      })
  }

  /** All that was kept, and `last` behind it; a byte order mark stands at the start of the stream, and is no part of it. */
  #takeWith(last: Buffer): Buffer {
    this.#kept.add(last)
    const whole = viewOf(this.#kept.take())
    this.#tail = Buffer.alloc(0)
    if (this.#begun) return whole
    this.#begun = true
    return withoutByteOrderMark(whole)
  }
}

const lineFeed = 0x0a

function endOfLastFrame(bytes: Buffer): number {
  if (!bytes.includes(0x0d)) {
    const at = bytes.lastIndexOf('\n\n')
    return at === -1 ? -1 : at + 2
  }
  const text = bytes.toString('latin1')
  let last = -1
  for (let found = eventEnd(text, 0, true); found; found = eventEnd(text, found.next, true)) last = found.next
  return last
}

const withoutByteOrderMark = (chunk: Buffer): Buffer =>
  chunk[0] === 0xef && chunk[1] === 0xbb && chunk[2] === 0xbf ? chunk.subarray(3) : chunk
