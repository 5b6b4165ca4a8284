import { makeAttemptEnd, makeAttemptStart, makeDeployment } from '@turnout/testing'
import { describe, expect, it } from 'vitest'
import { inFlight } from './in-flight.ts'

const track = (model = 'm') => inFlight.bind(makeDeployment({ model }))
const start = (attemptId: string) => makeAttemptStart({ attemptId })
const end = (attemptId: string) => makeAttemptEnd({ attemptId, endedMs: 1 })

describe('inFlight', () => {
  it('counts attempts that run', () => {
    const tracker = track()
    tracker.start?.(start('a'))
    tracker.start?.(start('b'))
    expect(tracker.value(0)).toBe(2)
    tracker.end?.(end('a'))
    expect(tracker.value(0)).toBe(1)
  })

  it('counts an attempt that ends twice, or never began, once or not at all', () => {
    const tracker = track()
    tracker.start?.(start('a'))
    tracker.start?.(start('b'))
    tracker.end?.(end('a'))
    tracker.end?.(end('a'))
    tracker.end?.(end('stranger'))
    expect(tracker.value(0)).toBe(1)
  })

  it('counts each deployment by itself', () => {
    const [one, other] = [track('one'), track('other')]
    one.start?.(start('a'))
    expect([one.value(0), other.value(0)]).toEqual([1, 0])
  })
})
