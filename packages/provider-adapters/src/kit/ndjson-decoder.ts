import { ProviderError } from '@turnout/core'
import type { Decoder } from './decoder.ts'
import { longestEventBytes } from './longest-event.ts'

const lineFeed = 0x0a

/** JSON lines: the text of each line that is not blank. The last one needs no line end. */
export function ndjsonDecoder(): Decoder<string> {
  let kept: Uint8Array[] = []
  let size = 0
  const keep = (bytes: Uint8Array): void => {
    kept.push(bytes)
    size += bytes.byteLength
    if (size > longestEventBytes) throw tooLong()
  }
  const take = (): readonly string[] => {
    const [only] = kept
    const bytes = kept.length === 1 && only ? viewOf(only) : Buffer.concat(kept)
    kept = []
    size = 0
    const line = bytes.length === 0 ? '' : bytes.toString('utf8').trim()
    return line === '' ? [] : [line]
  }
  return {
    push(bytes) {
      const lines: string[] = []
      let start = 0
      for (let end = bytes.indexOf(lineFeed); end !== -1; end = bytes.indexOf(lineFeed, start)) {
        keep(bytes.subarray(start, end))
        lines.push(...take())
        start = end + 1
      }
      keep(bytes.subarray(start))
      return lines
    },
    flush: take,
  }
}

const viewOf = ({ buffer, byteOffset, byteLength }: Uint8Array): Buffer => Buffer.from(buffer, byteOffset, byteLength)

const tooLong = (): ProviderError =>
  new ProviderError('server', `A line of the stream is longer than ${longestEventBytes} bytes.`, {
    code: 'upstream_too_large',
  })
