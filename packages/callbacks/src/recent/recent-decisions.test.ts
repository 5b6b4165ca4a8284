import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { endOf, refusedOf } from '../test-support/events.test.ts'
import { recentDecisions } from './recent-decisions.ts'

const idsOf = (recent: ReturnType<typeof recentDecisions>, limit?: number) =>
  recent.list(limit).map(({ requestId }) => requestId)

describe('recent decisions', () => {
  it('are the last ones, the newest first, however many came', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 8 }), fc.nat(40), fc.nat(10), (size, count, limit) => {
        const recent = recentDecisions({ size })
        const ids = Array.from({ length: count }, (_, i) => `r-${i}`)
        for (const requestId of ids) recent.on(endOf({ requestId }))
        const last = ids.slice(-size).reverse()
        expect(idsOf(recent)).toEqual(last)
        expect(idsOf(recent, limit)).toEqual(last.slice(0, limit))
        for (const id of ids) expect(recent.find(id)?.requestId).toBe(last.includes(id) ? id : undefined)
      }),
    )
  })

  it('are found by the newest of an id', () => {
    const recent = recentDecisions()
    for (const model of ['a', 'b']) recent.on(endOf({ model }))
    expect(recent.find('r')?.model).toBe('b')
  })

  it('are kept as they are, but for what may be large', () => {
    const recent = recentDecisions()
    const plain = endOf()
    recent.on(plain)
    expect(recent.list()[0]).toBe(plain)
    recent.on({ ...plain, metadata: { a: 'private' }, content: { request: { prompt: 'private' } } })
    expect(recent.list()[0]).toEqual(plain)
    expect(JSON.stringify(recent.list())).not.toContain('private')
  })

  it('are none for a request that was not taken', () => {
    const recent = recentDecisions()
    recent.on(refusedOf('m', 'model-not-found'))
    expect(recent.list()).toEqual([])
  })

  it('are at least one', () => {
    expect(() => recentDecisions({ size: 0 })).toThrow(RangeError)
  })
})
