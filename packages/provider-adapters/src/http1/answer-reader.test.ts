import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Recorder } from '../test-support/recorder.test.ts'
import { AnswerReader } from './answer-reader.ts'
import { Exchange } from './exchange.ts'
import { WireError } from './wire-error.ts'

/** Reads pieces as a connection would. */
const read = (pieces: readonly Buffer[]) => {
  const recorder = new Recorder()
  const exchange = new Exchange('', null, recorder)
  const reader = new AnswerReader()
  reader.begin()
  let ended = false
  for (const piece of pieces) {
    ended = reader.read(Buffer.from(piece), piece.length, exchange)
    if (ended) break
  }
  const { keepsAlive, trailers, endsWithConnection } = reader
  const heads = recorder.calls.filter(([name]) => name === 'head')
  return { heads, body: recorder.body, ended, keepsAlive, endsWithConnection, trailers: { ...trailers } }
}

const latin1 = (text: string) => Buffer.from(text, 'latin1')

/** A text cut at places, so that it comes in as many reads. */
const cutAt = (text: string, places: readonly number[]): Buffer[] => {
  const bytes = latin1(text)
  const stops = [0, ...places.map((place) => place % bytes.length), bytes.length].toSorted((a, b) => a - b)
  return stops
    .slice(1)
    .map((stop, at) => bytes.subarray(stops[at], stop))
    .filter(({ length }) => length > 0)
}

const body = fc.string({
  unit: fc.integer({ min: 0, max: 255 }).map((code) => String.fromCharCode(code)),
  maxLength: 60,
})
const word = fc
  .stringMatching(/^[a-z][a-z-]{0,8}$/)
  .filter((name) => !/^(?:connection|content-length|keep-alive)$/.test(name))
const fields = fc.array(fc.tuple(word, fc.stringMatching(/^[!-~]{0,9}$/)), { maxLength: 5 })
const lines = (pairs: [string, string][]) => pairs.map(([name, value]) => `${name}: ${value}\r\n`).join('')

const counted = fc
  .tuple(fields, body)
  .map(([head, text]) => `HTTP/1.1 200 OK\r\n${lines(head)}Content-Length: ${text.length}\r\n\r\n${text}`)
const chunked = fc.tuple(fields, fc.array(fc.tuple(body, fc.boolean())), fields).map(([head, chunks, trailers]) => {
  const full = chunks.filter(([text]) => text !== '')
  const framed = full.map(([text, extended]) => `${text.length.toString(16)}${extended ? ';x=y' : ''}\r\n${text}\r\n`)
  return `HTTP/1.1 200 OK\r\n${lines(head)}Transfer-Encoding: chunked\r\n\r\n${framed.join('')}0\r\n${lines(trailers)}\r\n`
})
const untilClose = fc.tuple(fields, body).map(([head, text]) => `HTTP/1.1 200 OK\r\n${lines(head)}\r\n${text}`)
const hints = fc.array(
  fields.map((head) => `HTTP/1.1 103 Hints\r\n${lines(head)}\r\n`),
  { maxLength: 2 },
)
const answer = fc.tuple(hints, fc.oneof(counted, chunked, untilClose)).map(([before, text]) => before.join('') + text)
const places = fc.array(fc.nat(2_000), { maxLength: 12 })

describe('AnswerReader', () => {
  it('reads the same wherever the bytes are cut', () => {
    fc.assert(
      fc.property(answer, places, (text, cuts) => {
        const whole = read([latin1(text)])
        expect(read(cutAt(text, cuts))).toEqual(whole)
        expect(read(Array.from(latin1(text), (byte) => Buffer.of(byte)))).toEqual(whole)
        expect(whole.ended || whole.endsWithConnection).toBe(true)
      }),
      { numRuns: 300 },
    )
  })

  it('gives back the body that was framed', () => {
    fc.assert(
      fc.property(fc.array(body.filter((text) => text !== '')), places, (chunks, cuts) => {
        const framed = chunks.map((text) => `${text.length.toString(16)}\r\n${text}\r\n`).join('')
        const text = `HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n${framed}0\r\n\r\n`
        expect(read(cutAt(text, cuts))).toMatchObject({ body: chunks.join(''), ended: true, keepsAlive: true })
      }),
    )
  })

  const garbled = fc.tuple(answer, fc.array(fc.tuple(fc.nat(400), fc.integer({ min: 0, max: 255 })), { maxLength: 4 }))
  it('refuses bytes that are no answer, and does nothing worse', () => {
    const attempt = (text: string, cuts: number[]) => {
      try {
        read(cutAt(text, cuts))
      } catch (error) {
        expect(error).toBeInstanceOf(WireError)
      }
    }
    fc.assert(
      fc.property(garbled, places, ([text, changes], cuts) => {
        const bytes = latin1(text)
        for (const [at, byte] of changes) bytes[at % bytes.length] = byte
        attempt(bytes.toString('latin1'), cuts)
      }),
      { numRuns: 500 },
    )
    fc.assert(
      fc.property(
        body.filter((text) => text !== ''),
        places,
        attempt,
      ),
    )
  })
})
