import fc from 'fast-check'
import { describe, expect, it, vi } from 'vitest'
import { FrameSplitter } from './frame-splitter.ts'

const bytes = (text: string): Buffer => Buffer.from(text, 'utf8')

/** What a splitter gives for pieces: one entry a push, then one for the flush. */
function split(pieces: readonly Uint8Array[]): string[] {
  const splitter = new FrameSplitter()
  return [...pieces.map((piece) => splitter.push(piece)), splitter.flush()].map((out) => out?.toString('utf8') ?? '')
}

const lineEnd = fc.constantFrom('\n', '\r\n', '\r')
const line = fc
  .tuple(fc.constantFrom('data: ', 'data:', ': ', 'event: ', 'id: '), fc.string({ unit: 'grapheme', maxLength: 12 }))
  .map(([field, text]) => field + text.replace(/[\r\n]/g, '·'))

/** One event: lines, each with its own line end, and the blank line (a CR is never followed by a lone LF). */
const event = fc
  .tuple(fc.array(fc.tuple(line, lineEnd), { minLength: 1, maxLength: 4 }), lineEnd)
  .map(([lines, blank]) => {
    const text = lines.map(([content, end]) => content + end).join('')
    return text + (text.endsWith('\r') && blank === '\n' ? '\r\n' : blank)
  })

const stream = fc.record({
  events: fc.array(event, { minLength: 1, maxLength: 6 }),
  mark: fc.constantFrom('', '\uFEFF'),
  cuts: fc.array(fc.nat(400), { maxLength: 12 }),
})

function cutAt(whole: Buffer, cuts: readonly number[]): Buffer[] {
  const at = [...new Set(cuts.map((cut) => cut % (whole.length + 1)))].sort((a, b) => a - b)
  return [0, ...at].map((from, i) => whole.subarray(from, at[i] ?? whole.length))
}

describe('FrameSplitter', () => {
  it('gives the same bytes in the same order, in whole events, however they are cut', () => {
    fc.assert(
      fc.property(stream, ({ events, mark, cuts }) => {
        const whole = bytes(events.join(''))
        const splitter = new FrameSplitter()
        const ends = new Set<number>()
        for (const [i] of events.entries()) {
          const end = bytes(events.slice(0, i + 1).join('')).length
          // Between the CR and the LF of a blank line the event is whole already: the LF may come later.
          ends.add(end).add(whole[end - 1] === 0x0a && whole[end - 2] === 0x0d ? end - 1 : end)
        }
        let given = Buffer.alloc(0)
        for (const piece of cutAt(bytes(mark + events.join('')), cuts)) {
          const out = splitter.push(piece)
          if (!out) continue
          given = Buffer.concat([given, out])
          expect(ends).toContain(given.length)
        }
        expect(splitter.flush()).toBeUndefined()
        expect(whole.subarray(0, given.length)).toEqual(given)
        expect(whole.subarray(given.length).toString()).toMatch(/^\n?$/)
      }),
    )
  })

  it.each([
    ['LF', 'data: a\n\n', 'data: b\n\n'],
    ['CRLF', 'data: a\r\n\r\n', 'data: b\r\n\r\n'],
    ['CR', 'data: a\r\r', 'data: b\r\r'],
    ['mixed line ends', 'data: a\r\n\n', 'data: b\n\r\n'],
  ])('gives an event as soon as its blank line is there, with %s', (_name, first, second) => {
    const splitter = new FrameSplitter()
    expect(splitter.push(bytes(`${first}data:`))?.toString()).toBe(first)
    expect(splitter.push(bytes(second.slice(5)))?.toString()).toBe(second)
  })

  it('gives all the events of one piece as one run, without a copy', () => {
    const piece = bytes('data: a\n\n: ping\n\ndata: b\n\n')
    expect(new FrameSplitter().push(piece)).toBe(piece)
  })

  it('keeps the lines of one event together', () => {
    expect(split([bytes('event: x\ndata: 1\n'), bytes('data: 2\n\n')])).toEqual([
      '',
      'event: x\ndata: 1\ndata: 2\n\n',
      '',
    ])
  })

  it('drops a byte order mark at the start, also one that is cut', () => {
    const marked = bytes('\uFEFFdata: a\n\n')
    expect(split([marked]).join('')).toBe('data: a\n\n')
    expect(split([marked.subarray(0, 1), marked.subarray(1, 2), marked.subarray(2)]).join('')).toBe('data: a\n\n')
    expect(split([Buffer.alloc(0), marked]).join('')).toBe('data: a\n\n')
  })

  it('keeps a byte order mark that is content', () => {
    expect(split([bytes('data: a\n\n'), bytes('\uFEFFdata: b\n\n')]).join('')).toBe('data: a\n\n\uFEFFdata: b\n\n')
  })

  it('gives a last event that lacks its blank line at the flush, completed', () => {
    expect(split([bytes('data: a\n\ndata: b')])).toEqual(['data: a\n\n', 'data: b\n\n'])
  })

  it('gives nothing at the flush where only blank lines are left', () => {
    expect(split([bytes('data: a\n\n\n')])).toEqual(['data: a\n\n\n', ''])
    expect(split([bytes('data: a\n\n'), bytes('\n')])).toEqual(['data: a\n\n', '', ''])
  })

  it('refuses an event that is longer than 16 MiB', () => {
    const splitter = new FrameSplitter()
    const piece = Buffer.alloc(1024 * 1024, 'x')
    for (let i = 0; i < 16; i++) splitter.push(piece)
    expect(() => splitter.push(Buffer.from('x'))).toThrow(
      expect.objectContaining({ kind: 'server', code: 'upstream_too_large' }),
    )
  })

  it('copies a long event that comes byte by byte only once', () => {
    const concat = vi.spyOn(Buffer, 'concat')
    const event = bytes(`data: ${'x'.repeat(20_000)}\n\n`)
    const given = split([...event].map((byte) => Uint8Array.of(byte))).join('')
    const copied = concat.mock.results.reduce((sum, { value }) => sum + (value as Buffer).length, 0)
    concat.mockRestore()
    expect(given.length).toBe(event.length)
    expect(copied).toBeLessThan(10 * event.length)
  })
})
