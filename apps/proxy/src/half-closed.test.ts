import { EventEmitter } from 'node:events'
import { TestClock } from '@turnout/testing'
import { beforeEach, describe, expect, it } from 'vitest'
import { tellWhoIsGone } from './half-closed.ts'

class FakeResponse extends EventEmitter {
  headersSent = false
  writableFinished = false
  destroyed = false
  req = { httpVersion: '1.1' }
  readonly written: string[] = []
  destroy() {
    this.destroyed = true
    this.emit('close')
  }
  writeContinue() {
    this.written.push('100')
  }
}

const keepAlive = { comment: (stream: FakeResponse) => void stream.written.push(':') }

let clock: TestClock
let response: FakeResponse

beforeEach(() => {
  clock = new TestClock(0)
  response = new FakeResponse()
})

describe('a caller that has closed its half', () => {
  it('gets 100 before its answer, and comments within it, ever more seldom', async () => {
    tellWhoIsGone(response, clock, keepAlive)
    expect(response.written).toEqual(['100'])
    await clock.advance(20)
    expect(response.written).toEqual(['100', '100'])
    response.headersSent = true
    await clock.advance(60_000)
    expect(response.written.slice(2).every((what) => what === ':')).toBe(true)
    expect(response.written.length).toBeLessThan(20)
  })

  it('counts as gone where it speaks HTTP/1.0, before its answer', () => {
    response.req.httpVersion = '1.0'
    tellWhoIsGone(response, clock, keepAlive)
    expect([response.destroyed, response.written, clock.pending]).toEqual([true, [], 0])
  })

  it('is left alone once its answer is over', async () => {
    tellWhoIsGone(response, clock, keepAlive)
    response.emit('close')
    expect(clock.pending).toBe(0)
  })

  it('gets nothing where it waits for nothing', () => {
    response.writableFinished = true
    tellWhoIsGone(response, clock, keepAlive)
    tellWhoIsGone(undefined, clock, keepAlive)
    expect(response.written).toEqual([])
  })
})
