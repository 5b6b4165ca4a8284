import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { CallIds } from './call-ids.ts'

describe('CallIds', () => {
  it('keeps ids that Anthropic takes', () => {
    const ids = new CallIds()
    expect([ids.call('toolu_01-A'), ids.result('toolu_01-A')]).toEqual(['toolu_01-A', 'toolu_01-A'])
  })

  it('gives results of the same id to its calls, in order, and a further one to the last', () => {
    const ids = new CallIds()
    expect([ids.call('0'), ids.call('0')]).toEqual(['0', '0_2'])
    expect([ids.result('0'), ids.result('0'), ids.result('0')]).toEqual(['0', '0_2', '0_2'])
    expect([ids.call('0'), ids.result('0')]).toEqual(['0_3', '0_3'])
  })

  it('passes over names that are taken', () => {
    const ids = new CallIds()
    expect(['a_2', 'a', 'a'].map((id) => ids.call(id))).toEqual(['a_2', 'a', 'a_3'])
  })

  it('spells any ids so that they are different, allowed, and the same for call and result', () => {
    const some = fc.uniqueArray(fc.string({ minLength: 1, unit: 'binary' }), { minLength: 1 })
    fc.assert(
      fc.property(some, (given) => {
        const ids = new CallIds()
        const calls = given.map((id) => ids.call(id))
        expect(new Set(calls).size).toBe(given.length)
        for (const id of calls) expect(id).toMatch(/^[a-zA-Z0-9_-]+$/)
        expect(given.map((id) => ids.result(id))).toEqual(calls)
      }),
    )
  })
})
