import { describe, expect, it } from 'vitest'
import { byTag } from './by-tag.ts'

const grouped = (...keys: string[]) => byTag(keys, (key) => key)

describe('byTag', () => {
  it('has one group of what shares its tag', () => {
    expect(grouped('{a}:1', '{a}:2', 'x{a}')).toEqual([['{a}:1', '{a}:2', 'x{a}']])
  })

  it('keeps the order within groups, and of groups', () => {
    expect(grouped('{b}:1', '{a}:1', '{b}:2', 'c')).toEqual([['{b}:1', '{b}:2'], ['{a}:1'], ['c']])
  })

  it('has no group of nothing', () => {
    expect(grouped()).toEqual([])
  })
})
