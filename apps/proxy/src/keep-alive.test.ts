import { EventEmitter } from 'node:events'
import { TestClock } from '@turnout/testing'
import { beforeEach, describe, expect, it } from 'vitest'
import { KeepAlive, type OpenStream } from './keep-alive.ts'

class FakeStream extends EventEmitter implements OpenStream {
  written = ''
  destroyed = false
  writableEnded = false
  writableNeedDrain = false
  socketIsFull = false
  get socket() {
    return { bytesWritten: this.written.length, writableNeedDrain: this.socketIsFull }
  }
  write(text: string) {
    this.written += text
  }
}

const comment = ': keep-alive\n\n'
let clock: TestClock
let keepAlive: KeepAlive

beforeEach(() => {
  clock = new TestClock()
  keepAlive = new KeepAlive(clock)
})

function open(): FakeStream {
  const stream = new FakeStream()
  keepAlive.watch(stream)
  stream.write('first ')
  return stream
}

describe('KeepAlive', () => {
  it('says something for a stream that has been silent for 15 s, and again', async () => {
    const stream = open()
    await clock.advance(15_000)
    expect(stream.written).toBe('first ')
    await clock.advance(1_000)
    expect(stream.written).toBe(`first ${comment}`)
    await clock.advance(17_000)
    expect(stream.written).toBe(`first ${comment}${comment}`)
  })

  it('says nothing where something is written in time', async () => {
    const stream = open()
    for (let i = 0; i < 10; i++) {
      await clock.advance(14_500)
      stream.write('word ')
    }
    expect(stream.written).not.toContain(comment)
  })

  it.each(['destroyed', 'writableEnded', 'writableNeedDrain', 'socketIsFull'] as const)(
    'adds nothing while it is %s',
    async (state) => {
      const stream = open()
      stream[state] = true
      await clock.advance(60_000)
      expect(stream.written).toBe('first ')
    },
  )

  it('has one timer for all, and none when the last has closed', async () => {
    const streams = [open(), open(), open()]
    expect(clock.pending).toBe(1)
    await clock.advance(16_000)
    expect(streams.map(({ written }) => written)).toEqual(streams.map(() => `first ${comment}`))
    for (const stream of streams) stream.emit('close')
    await clock.advance(1_000)
    expect(clock.pending).toBe(0)
    open()
    expect(clock.pending).toBe(1)
  })

  it('can be stopped', async () => {
    const stream = open()
    keepAlive.stop()
    expect(clock.pending).toBe(0)
    await clock.advance(60_000)
    expect(stream.written).toBe('first ')
  })
})
