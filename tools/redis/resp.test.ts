import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { respCommand, respSplitter } from './resp.ts'

const valuesOf = (...pieces: readonly (string | Buffer)[]) => {
  const split = respSplitter()
  return pieces.flatMap((piece) => split(Buffer.from(piece))).map(({ value }) => value)
}

describe('respSplitter', () => {
  it('gives the same commands, and all their bytes, however the stream is cut', () => {
    const word = fc.oneof(fc.string({ unit: 'binary' }), fc.constantFrom('\r\n', '*1\r\n$4\r\nPING\r\n', ''))
    const commands = fc.array(fc.array(word, { minLength: 1, maxLength: 4 }), { maxLength: 6 })
    fc.assert(
      fc.property(commands, fc.infiniteStream(fc.integer({ min: 1, max: 12 })), (sent, lengths) => {
        const stream = Buffer.concat(sent.map(respCommand))
        const split = respSplitter()
        const frames = []
        for (let start = 0; start < stream.length; ) {
          const end = start + (lengths.next().value ?? 1)
          frames.push(...split(stream.subarray(start, end)))
          start = end
        }
        expect(frames.map(({ value }) => value)).toEqual(sent)
        expect(stream.equals(Buffer.concat(frames.map(({ bytes }) => bytes)))).toBe(true)
      }),
    )
  })

  it('reads what Redis answers, in both protocols', () => {
    expect(valuesOf('+OK\r\n:-3\r\n$-1\r\n*-1\r\n_\r\n#t\r\n,1.5\r\n')).toEqual([
      'OK',
      '-3',
      null,
      null,
      null,
      't',
      '1.5',
    ])
    expect(valuesOf('-ERR no\r\n!6\r\nERR no\r\n')).toEqual([new Error('ERR no'), new Error('ERR no')])
    expect(valuesOf('*2\r\n:1\r\n*1\r\n$1\r\na\r\n', '*0\r\n')).toEqual([['1', ['a']], []])
    expect(valuesOf('%1\r\n+a\r\n:1\r\n', '>2\r\n+message\r\n+b\r\n', '~1\r\n+c\r\n', '=5\r\ntxt:d\r\n')).toEqual([
      ['a', '1'],
      ['message', 'b'],
      ['c'],
      'txt:d',
    ])
    expect(valuesOf('|1\r\n+ttl\r\n:9\r\n+OK\r\n:1\r\n')).toEqual([['ttl', '9', 'OK'], '1'])
  })

  it('waits for the end of a value', () => {
    expect(valuesOf('*2\r\n:1\r\n')).toEqual([])
    expect(valuesOf('$5\r\nhello')).toEqual([])
    expect(valuesOf('$5\r\nhello', '\r', '\n')).toEqual(['hello'])
  })

  it('refuses what is not the protocol', () => {
    expect(() => valuesOf('GET / HTTP/1.1\r\n')).toThrow('not a RESP')
    expect(() => valuesOf('$x\r\n')).toThrow('not a RESP length')
  })
})
