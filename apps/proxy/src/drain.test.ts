import { TestClock } from '@turnout/testing'
import { beforeEach, describe, expect, it } from 'vitest'
import { Drain, type DrainPhase, lastWordsMs } from './drain.ts'

let clock: TestClock
let drain: Drain
/** Each phase, and when it began. */
let entered: [DrainPhase, number][]

beforeEach(() => {
  clock = new TestClock(0)
  entered = []
  drain = new Drain(clock, (phase) => void entered.push([phase, clock.monotonicMs()]))
})

describe('Drain', () => {
  it('does nothing until it is told', async () => {
    await clock.advance(1e6)
    expect([drain.phase, entered]).toEqual([undefined, []])
  })

  it('goes from phase to phase', async () => {
    drain.begin({ delayMs: 5_000, timeoutMs: 600_000 })
    expect(drain.phase).toBe('leaving')
    await clock.advance(1e6)
    expect(entered).toEqual([
      ['leaving', 0],
      ['ending', 5_000],
      ['cancelling', 605_000],
      ['cutting', 605_000 + lastWordsMs],
    ])
    expect([drain.phase, clock.pending]).toEqual(['cutting', 0])
  })

  it('refuses at once where there is no delay', () => {
    drain.begin({ delayMs: 0, timeoutMs: 1 })
    expect(drain.phase).toBe('ending')
  })

  it('waits for ever where it may', async () => {
    drain.begin({ delayMs: 0, timeoutMs: Infinity })
    await clock.advance(1e9)
    expect([drain.phase, clock.pending]).toEqual(['ending', 0])
  })

  it.each([
    ['while it still serves', 1_000, 1_000],
    ['while requests end', 7_000, 5_000],
  ])('is over sooner when it is told again %s', async (_when, againMs, endingMs) => {
    drain.begin({ delayMs: 5_000, timeoutMs: 600_000 })
    await clock.advance(againMs)
    drain.begin({ delayMs: 0, timeoutMs: 4_000 })
    await clock.advance(1e6)
    expect(entered.slice(1, 3)).toEqual([
      ['ending', endingMs],
      ['cancelling', againMs + 4_000],
    ])
  })

  it('is never over later', async () => {
    drain.begin({ delayMs: 0, timeoutMs: 1_000 })
    drain.begin({ delayMs: 9_000, timeoutMs: 9_000 })
    await clock.advance(1_000)
    expect(drain.phase).toBe('cancelling')
  })

  it('goes no further when everything has ended', async () => {
    drain.begin({ delayMs: 0, timeoutMs: 1_000 })
    drain.stop()
    drain.begin({ delayMs: 0, timeoutMs: 0 })
    await clock.advance(1e6)
    expect(entered.map(([phase]) => phase)).toEqual(['leaving', 'ending'])
    expect(clock.pending).toBe(0)
  })
})
