import { TestClock } from '@turnout/testing'
import { beforeEach, describe, expect, it } from 'vitest'
import { accessLog } from '../access-log/access-log.ts'
import { endOf } from '../test-support/events.test.ts'
import { Lines } from './lines.ts'

let clock: TestClock
let sink: { write(text: string | Uint8Array, done: (error?: Error | null) => void): void; writableLength: number }
let written: string[]
/** What the sink says of the next batches. */
let fault: Error | undefined

beforeEach(() => {
  clock = new TestClock()
  written = []
  fault = undefined
  sink = {
    write(text, done) {
      written.push(String(Buffer.from(text)))
      done(fault)
    },
    writableLength: 0,
  }
})

describe('lines', () => {
  it('go out together after a tenth of a second', async () => {
    const lines = new Lines(sink, clock)
    lines.add('a\n')
    await clock.advance(60)
    lines.add('b\n')
    await clock.advance(39)
    expect(written).toEqual([])
    await clock.advance(1)
    expect([written, clock.pending]).toEqual([['a\nb\n'], 0])
  })

  it('go out at once when there are many, and no timer is left', () => {
    const lines = new Lines(sink, clock)
    const line = `${'x'.repeat(1023)}\n`
    for (let i = 0; i < 64; i++) lines.add(line)
    expect([written.length, written[0]?.length, clock.pending]).toEqual([1, 64 * 1024, 0])
  })

  it('are whole and in order, however long they are, in any script', async () => {
    const lines = new Lines(sink, clock)
    const all = ['a\n', `${'ü'.repeat(20_000)}\n`, `${'漢😀'.repeat(20_000)}\n`, `${'y'.repeat(60_000)}\n`, 'z\n']
    for (const line of all) lines.add(line)
    await lines.end()
    expect(written.join('')).toBe(all.join(''))
  })

  it('are dropped and counted while nobody reads, and that is told once', async () => {
    const log = accessLog({ sink, clock })
    sink.writableLength = 2 * 1024 * 1024
    for (let i = 0; i < 3; i++) log.on(endOf())
    await clock.advance(100)
    expect(written).toEqual([])
    sink.writableLength = 0
    log.on(endOf())
    log.on(endOf())
    await clock.advance(100)
    const told = written
      .join('')
      .trimEnd()
      .split('\n')
      .map((line): unknown => JSON.parse(line))
    expect(told).toMatchObject([{ dropped: 3 }, { id: 'r' }, { id: 'r' }])
  })

  it('are all told, also those whose telling was dropped', async () => {
    const log = accessLog({ sink, clock })
    sink.writableLength = 2 * 1024 * 1024
    for (let round = 0; round < 4; round++) {
      for (let i = 0; i < 5; i++) log.on(endOf())
      await clock.advance(100)
    }
    expect(log.losses?.()).toEqual({ dropped: 20, failed: 0 })
    sink.writableLength = 0
    log.on(endOf())
    await clock.advance(100)
    expect(written.join('')).toContain('"dropped":20}')
    expect(log.losses?.()).toEqual({ dropped: 20, failed: 0 })
  })

  it('that could not be written are counted, too', async () => {
    const lines = new Lines(sink, clock)
    fault = new Error('no space left')
    lines.add('a\n')
    await clock.advance(100)
    expect([lines.dropped, lines.takeDropped(), lines.dropped]).toEqual([1, 1, 0])
  })

  it('are all out at the end', async () => {
    const lines = new Lines(sink, clock)
    lines.add('a\n')
    await lines.end()
    expect([written, clock.pending]).toEqual([['a\n'], 0])
  })

  it('are waited for no longer than a second at the end', async () => {
    const lines = new Lines({ write: () => {}, writableLength: 0 }, clock)
    lines.add('a\n')
    let over = false
    void lines.end().then(() => {
      over = true
    })
    await clock.advance(999)
    expect(over).toBe(false)
    await clock.advance(1)
    expect(over).toBe(true)
  })
})
