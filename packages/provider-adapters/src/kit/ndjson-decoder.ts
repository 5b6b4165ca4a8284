import { GatheredBytes, ProviderError } from '@turnout/core'
import type { Decoder } from './decoder.ts'
import { longestEventBytes } from './longest-event.ts'
import { viewOf } from './view-of.ts'

const lineFeed = 0x0a

/** JSON lines: the text of each line that is not blank. The last one needs no line end. */
export function ndjsonDecoder(): Decoder<string> {
  const kept = new GatheredBytes()
  const keep = (bytes: Uint8Array): void => {
    kept.add(bytes)
    if (kept.size > longestEventBytes) throw tooLong()
  }
  const take = (): readonly string[] => {
    const line = kept.size === 0 ? '' : viewOf(kept.take()).toString('utf8').trim()
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

const tooLong = (): ProviderError =>
  new ProviderError('server', `A line of the stream is longer than ${longestEventBytes} bytes.`, {
    code: 'upstream_too_large',
  })
