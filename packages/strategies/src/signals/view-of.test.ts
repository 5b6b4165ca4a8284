import { makeAttemptEnd, makeAttemptStart, makeDeployment } from '@turnout/testing'
import { describe, expect, it } from 'vitest'
import { Health } from './health.ts'
import { inFlight } from './in-flight.ts'
import { viewOf } from './view-of.ts'

const busy = viewOf('busy', inFlight, (count, nowMs) => `${Number(count) > 0} at ${nowMs}`)

describe('viewOf', () => {
  it('names the signal it looks at, and reads what that one remembers', () => {
    expect(busy.view?.of).toBe(inFlight)
    expect(busy.view?.read(2, 7)).toBe('true at 7')
  })

  it('remembers by itself where it is bound all the same', () => {
    const tracker = busy.bind(makeDeployment({ model: 'm' }))
    tracker.start?.(makeAttemptStart())
    expect(tracker.value(1)).toBe('true at 1')
    tracker.end?.(makeAttemptEnd())
    expect(tracker.value(2)).toBe('false at 2')
  })

  it('binds trackers that are objects of a class', () => {
    const failing = viewOf('h', { name: 'h', bind: () => new Health() }, (value) => value instanceof Health)
    expect(failing.bind(makeDeployment({ model: 'm' })).value(0)).toBe(true)
  })

  it('tells other instances, and hears of them, where it is bound', () => {
    const [one, other] = [1, 2].map(() => busy.bind(makeDeployment({ model: 'm' })))
    one?.start?.(makeAttemptStart())
    other?.merge?.('one', one?.export?.(0, false), 0)
    expect(other?.value(1)).toBe('true at 1')
    other?.merge?.('one', undefined, 0)
    expect(other?.value(2)).toBe('false at 2')
  })
})
