import { crc32 } from 'node:zlib'
import { GatheredBytes, ProviderError } from '@turnout/core'
import type { Decoder } from '../kit/decoder.ts'
import { longestEventBytes } from '../kit/longest-event.ts'
import { unreadable } from '../kit/unreadable.ts'
import { viewOf } from '../kit/view-of.ts'
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
  const kept = new GatheredBytes()
  let missing = preludeBytes
  return {
    push(bytes) {
      kept.add(bytes)
      missing -= bytes.byteLength
      if (missing > 0) return []
      let rest = viewOf(kept.take())
      const messages: StreamMessage[] = []
      for (;;) {
        const length = rest.length < preludeBytes ? preludeBytes : lengthOf(rest)
        missing = length - rest.length
        if (missing > 0 || rest.length < preludeBytes) break
        messages.push(messageOf(rest.subarray(0, length)))
        rest = rest.subarray(length)
      }
      kept.add(rest)
      return messages
    },
    flush() {
      if (kept.size > 0) throw cut()
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
