import { beforeEach, describe, expect, it } from 'vitest'
import { StandingLag } from './standing-lag.ts'

let lag: StandingLag
let [nowMs, turns, busyMs, requests] = [0, 0, 0, 0]

beforeEach(() => {
  ;[lag, nowMs, turns, busyMs, requests] = [new StandingLag(), 0, 0, 0, 0]
  lag.see({ turns, busyMs, requests }, nowMs, 200)
})

/** Looks at so much more time, in turns of so long and of so many requests, of which this part was busy. */
function after(ms: number, turnMs: number, busy = 1, perTurn = 10): boolean {
  nowMs += ms
  const turned = Math.max(1, Math.round((ms * busy) / turnMs))
  turns += turned
  requests += turned * perTurn
  busyMs += ms * busy
  return lag.see({ turns, busyMs, requests }, nowMs, 200)
}

describe('turns that are too long', () => {
  it('stand when they have been so for a second', () => {
    const seen = Array.from({ length: 12 }, () => after(300, 300))
    expect(seen.indexOf(true)).toBe(4)
    expect(lag.lagMs).toBe(300)
  })

  it('do not stand where they are a burst, or one long turn', () => {
    for (let i = 0; i < 4; i++) expect(after(300, 300)).toBe(false)
    expect(after(200, 5)).toBe(false)
    expect(after(10_000, 10_000)).toBe(false)
    expect(after(200, 5)).toBe(false)
    for (let i = 0; i < 4; i++) expect(after(300, 300)).toBe(false)
  })

  it('are not too much to do where few requests come in them', () => {
    for (let i = 0; i < 20; i++) expect(after(300, 300, 1, 7)).toBe(false)
  })

  it('are none where many short ones fill the time', () => {
    for (let i = 0; i < 50; i++) expect(after(200, 20)).toBe(false)
  })
})

describe('once they stand', () => {
  beforeEach(() => {
    while (!after(300, 300));
  })

  it('short turns alone do not end it: that is what refusals are for', () => {
    for (let i = 0; i < 50; i++) expect(after(200, 10)).toBe(true)
  })

  it('a second with time to spare ends it', () => {
    const seen = Array.from({ length: 8 }, () => after(200, 10, 0.9))
    expect(seen.indexOf(false)).toBe(5)
  })

  it('a moment with time to spare does not', () => {
    for (let i = 0; i < 20; i++) expect(after(200, 10, i % 3 === 0 ? 1 : 0.5)).toBe(true)
  })
})
