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

  it('counts what runs in other instances, as they said last, until they are gone', () => {
    const tracker = track()
    tracker.start?.(start('a'))
    for (const [instance, count] of [
      ['x', 5],
      ['y', 1],
      ['x', 2],
    ] as const)
      tracker.merge?.(instance, count, 0)
    expect(tracker.value(0)).toBe(4)
    tracker.merge?.('x', undefined, 0)
    expect(tracker.value(0)).toBe(2)
  })

  it('tells of its own attempts only, where their number has changed', () => {
    const tracker = track()
    tracker.merge?.('x', 5, 0)
    expect([tracker.export?.(0, true), tracker.export?.(0, false)]).toEqual([undefined, undefined])
    tracker.start?.(start('a'))
    expect([false, false, true].map((whole) => tracker.export?.(0, whole))).toEqual([1, undefined, 1])
  })

  it('says once that nothing runs any more, and again to those who ask for the whole', () => {
    const tracker = track()
    tracker.start?.(start('a'))
    tracker.export?.(0, false)
    tracker.end?.(end('a'))
    expect([false, false, true].map((whole) => tracker.export?.(0, whole))).toEqual([0, undefined, 0])
  })
})
