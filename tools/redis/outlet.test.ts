import { PassThrough, Writable } from 'node:stream'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { outlet } from './outlet.ts'

/** A target that takes each piece only when the test says so. */
const reluctantTarget = () => {
  const taken: string[] = []
  const waiting: (() => void)[] = []
  const target = new Writable({
    highWaterMark: 1,
    write(bytes: Buffer, _, done) {
      taken.push(bytes.toString('utf8', 0, 8))
      waiting.push(done)
    },
  })
  return { target, taken, take: () => waiting.shift()?.() }
}

const willingTarget = () => {
  const target = new PassThrough()
  return { target, arrived: () => String(target.read() ?? '') }
}

beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] }))
afterEach(() => void vi.useRealTimers())

describe('outlet', () => {
  it('pauses its source while the target is slow, and goes on when it is not', async () => {
    const source = new PassThrough()
    const { target, taken, take } = reluctantTarget()
    const out = outlet(source, target)
    out.push(Buffer.from('first'))
    out.push(Buffer.alloc(2 << 20, 'x'))
    expect(source.isPaused()).toBe(true)
    expect(taken).toEqual(['first'])
    take()
    await vi.waitFor(() => expect(taken).toEqual(['first', 'xxxxxxxx']))
    expect(source.isPaused()).toBe(false)
  })

  it('holds the bytes, and the end behind them', async () => {
    const source = new PassThrough()
    const { target, arrived } = willingTarget()
    const out = outlet(source, target)
    out.hold(true)
    out.push(Buffer.from('a'))
    source.end()
    await new Promise((resolve) => source.on('end', resolve))
    expect(arrived()).toBe('')
    expect(target.writableEnded).toBe(false)
    out.hold(false)
    expect(arrived()).toBe('a')
    expect(target.writableEnded).toBe(true)
  })

  it('holds an end that nothing precedes', async () => {
    const source = new PassThrough()
    const { target } = willingTarget()
    const out = outlet(source, target)
    out.hold(true)
    source.end()
    await new Promise((resolve) => source.on('end', resolve))
    expect(target.writableEnded).toBe(false)
    out.hold(false)
    expect(target.writableEnded).toBe(true)
  })

  it('keeps the order though the delay changes', () => {
    const { target, arrived } = willingTarget()
    const out = outlet(new PassThrough(), target)
    out.push(Buffer.from('a'), 50)
    out.push(Buffer.from('b'))
    vi.advanceTimersByTime(49)
    expect(arrived()).toBe('')
    vi.advanceTimersByTime(1)
    expect(arrived()).toBe('ab')
  })

  it('waits no longer once the target is gone', async () => {
    const { target } = willingTarget()
    outlet(new PassThrough(), target).push(Buffer.from('a'), 1_000)
    expect(vi.getTimerCount()).toBe(1)
    const gone = new Promise((resolve) => target.on('close', resolve))
    target.destroy()
    await gone
    expect(vi.getTimerCount()).toBe(0)
  })
})
