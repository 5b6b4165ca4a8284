import { crc32 } from 'node:zlib'
import { ProviderError } from '@turnout/core'
import type { Decoder } from '../kit/decoder.ts'
import { longestEventBytes } from '../kit/longest-event.ts'
import { unreadable } from '../kit/unreadable.ts'
import { eventHeaders } from './event-headers.ts'

/** One message of an AWS event stream. */
export interface StreamMessage {
  /** Those whose value is text; the others say nothing here. */
  readonly headers: Readonly<Record<string, string>>
  readonly payload: string
}

/** The two lengths and their checksum. */
const preludeBytes = 12
const checksumBytes = 4

/**
 * AWS event stream (`application/vnd.amazon.eventstream`; Amazon Transcribe Developer Guide, "Event stream encoding"):
 * total length, headers' length, their CRC-32, headers, payload, CRC-32 of all before it; numbers big-endian.
 */
export function eventStreamDecoder(): Decoder<StreamMessage> {
  let kept: Buffer = Buffer.alloc(0)
  let pieces: Uint8Array[] = []
  let missing = preludeBytes
  return {
    push(bytes) {
      pieces.push(bytes)
      missing -= bytes.byteLength
      if (missing > 0) return []
      kept = Buffer.concat([kept, ...pieces])
      pieces = []
      const messages: StreamMessage[] = []
      for (;;) {
        const length = kept.length < preludeBytes ? preludeBytes : lengthOf(kept)
        missing = length - kept.length
        if (missing > 0 || kept.length < preludeBytes) return messages
        messages.push(messageOf(kept.subarray(0, length)))
        kept = kept.subarray(length)
      }
    },
    flush() {
      if (kept.length > 0 || pieces.some(({ byteLength }) => byteLength > 0)) throw cut()
      return []
    },
  }
}

function lengthOf(prelude: Buffer): number {
  const length = prelude.readUInt32BE(0)
  const headersLength = prelude.readUInt32BE(4)
  if (crc32(prelude.subarray(0, 8)) !== prelude.readUInt32BE(8)) throw damaged('prelude')
  if (length > longestEventBytes) throw tooLong()
  if (headersLength > length - preludeBytes - checksumBytes) throw damaged('prelude')
  return length
}

function messageOf(message: Buffer): StreamMessage {
  const end = message.length - checksumBytes
  if (crc32(message.subarray(0, end)) !== message.readUInt32BE(end)) throw damaged('checksum')
  const headersEnd = preludeBytes + message.readUInt32BE(4)
  const headers = eventHeaders(message.subarray(preludeBytes, headersEnd))
  if (!headers) throw damaged('headers')
  return { headers, payload: message.toString('utf8', headersEnd, end) }
}

const damaged = (what: string): ProviderError => unreadable(`an event stream whose ${what} is damaged`)

const cut = (): ProviderError =>
  new ProviderError('connection', 'The stream ended inside a message.', { code: 'upstream_truncated', sent: true })

const tooLong = (): ProviderError =>
  new ProviderError('server', `A message of the stream is longer than ${longestEventBytes} bytes.`, {
    code: 'upstream_too_large',
  })
