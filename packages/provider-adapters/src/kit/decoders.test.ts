import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Decoder } from './decoder.ts'
import { ndjsonDecoder } from './ndjson-decoder.ts'
import { sseDecoder } from './sse-decoder.ts'

function decoded<T>(decoder: Decoder<T>, text: string, places: readonly number[] = []): readonly T[] {
  const bytes = Buffer.from(text)
  const edges = [0, ...[...places].sort((a, b) => a - b).map((place) => Math.min(place, bytes.length)), bytes.length]
  return [...edges.slice(1).flatMap((end, i) => decoder.push(bytes.subarray(edges[i], end))), ...decoder.flush()]
}

describe('sseDecoder', () => {
  it('reads events, and bare JSON where a stream ends in it', () => {
    const text = ': hello\n\nevent: a\ndata: 1\ndata: 2\n\ndata: Grüße\r\n\r\n{\n  "error": {"code": 500}\n}\n'
    expect(decoded(sseDecoder(), text)).toEqual([
      { event: 'a', data: '1\n2' },
      { data: 'Grüße' },
      { data: '{\n  "error": {"code": 500}\n}' },
    ])
  })

  it('reads a last event that lacks its blank line', () => {
    expect(decoded(sseDecoder(), 'data: 1\n\ndata: 2')).toEqual([{ data: '1' }, { data: '2' }])
  })
})

describe('ndjsonDecoder', () => {
  it('reads lines, blank ones left out, the last one without its end too', () => {
    expect(decoded(ndjsonDecoder(), '{"a":1}\r\n\n  \n{"b":"ü"}')).toEqual(['{"a":1}', '{"b":"ü"}'])
    expect(decoded(ndjsonDecoder(), '{"a":1}\n')).toEqual(['{"a":1}'])
  })

  it('refuses a line longer than 16 MiB', () => {
    const decoder = ndjsonDecoder()
    const half = Buffer.alloc(9 * 1024 * 1024, 'x')
    expect(decoder.push(half)).toEqual([])
    expect(() => decoder.push(half)).toThrow(expect.objectContaining({ code: 'upstream_too_large' }))
  })
})

it.each<readonly [string, () => Decoder<unknown>, (word: string) => string]>([
  ['sse', sseDecoder, (word) => `event: e\ndata: ${word}\n\n`],
  ['ndjson', ndjsonDecoder, (word) => `${word}\n`],
])('%s does not mind how bytes are cut, inside a character too', (_name, decoder, line) => {
  const words = fc.array(
    fc.string({ unit: 'grapheme' }).map((word) => JSON.stringify(word)),
    { maxLength: 6 },
  )
  fc.assert(
    fc.property(words, fc.array(fc.nat(200), { maxLength: 20 }), (given, places) => {
      const text = given.map(line).join('')
      const whole = decoded(decoder(), text)
      expect(whole).toHaveLength(given.length)
      expect(decoded(decoder(), text, places)).toEqual(whole)
    }),
  )
})
