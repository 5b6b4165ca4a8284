import fc from 'fast-check'
import { beforeEach, describe, expect, it } from 'vitest'
import { shareOf } from '../shared/share-of.ts'
import { Members } from './members.ts'

describe('Members', () => {
  let members: Members
  beforeEach(() => {
    members = new Members()
    members.publishes('m')
  })

  it('is alone until it hears of others', () => {
    expect(members.part(1, 0)).toEqual({ count: 1, rank: 0 })
  })

  it('counts as many as are expected at least, and takes no more than the last of them would', () => {
    members.heard('a', 0, false)
    expect(members.part(4, 0)).toEqual({ count: 4, rank: 3 })
    expect(shareOf(7, members.part(4, 0))).toBe(1)
    expect(members.part(1, 0)).toEqual({ count: 2, rank: 1 })
  })

  it('does not hear itself', () => {
    members.heard('m', 0, false)
    members.heard('early', 0, false)
    members.publishes('early')
    expect(members.part(1, 0).count).toBe(1)
  })

  it('forgets who leaves at once, and who is silent after a while', () => {
    for (const other of ['a', 'b', 'c']) members.heard(other, 1_000, false)
    members.heard('a', 2_000, true)
    members.heard('b', 5_000, false)
    expect(members.part(1, 10_999).count).toBe(3)
    expect(members.part(1, 11_000).count).toBe(2)
    expect(members.part(1, 15_000).count).toBe(1)
  })

  it('counts those who were there when the store was lost, however long ago that is', () => {
    for (const other of ['a', 'z']) members.heard(other, 1_000, false)
    members.heard('a', 600_000, false)
    expect(members.part(1, 2_000)).toEqual({ count: 3, rank: 1 })
  })

  it('does not remember for ever who was there', () => {
    for (let i = 0; i < 100; i++) members.heard(`gone-${i}`, i, false)
    members.heard('new', 3_700_000, false)
    expect(members.part(1, 100).count).toBe(2)
  })

  it('knows no more than a thousand, however many say that they are there', () => {
    for (let i = 0; i < 20_000; i++) members.heard(`n-${i}`, 1, false)
    expect(members.part(1, 1).count).toBe(1_001)
    members.heard('n-0', 9_000, false)
    members.heard('n-1', 9_000, true)
    members.heard('n-2000', 9_000, false)
    expect(members.part(1, 12_000).count).toBe(3)
  })

  it('has room again for others when those that are gone are forgotten', () => {
    for (let i = 0; i < 2_000; i++) members.heard(`n-${i}`, 0, false)
    members.heard('late', 3_600_000, false)
    expect(members.part(1, 3_600_000).count).toBe(2)
  })

  it('gives parts that add up to a limit to instances that know each other', () => {
    const names = fc.uniqueArray(fc.string({ minLength: 1 }), { minLength: 1, maxLength: 12 })
    fc.assert(
      fc.property(names, fc.nat(1_000), (all, limit) => {
        const parts = all.map((own) => {
          const one = new Members()
          one.publishes(own)
          for (const other of all) one.heard(other, 0, false)
          return shareOf(limit, one.part(1, 0))
        })
        expect(parts.reduce((sum, part) => sum + part, 0)).toBe(limit)
      }),
    )
  })
})
