import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Bag } from './bag.ts'

const items = () => Array.from({ length: 6 }, (_, name) => ({ name, place: -1 }))

describe('a bag', () => {
  it('holds what a set would hold', () => {
    const step = fc.record({ which: fc.nat(5), add: fc.boolean() })
    fc.assert(
      fc.property(fc.array(step), (steps) => {
        const all = items()
        const [bag, set] = [new Bag<(typeof all)[number]>(), new Set<unknown>()]
        for (const { which, add } of steps) {
          const item = all[which]
          if (!item) continue
          if (add) {
            bag.add(item)
            set.add(item)
          } else expect(bag.delete(item)).toBe(set.delete(item))
          expect(bag.size).toBe(set.size)
          expect(new Set(bag)).toEqual(set)
        }
      }),
    )
  })

  it('goes through those that were in it, whatever leaves meanwhile', () => {
    const bag = new Bag<{ name: number; place: number }>()
    for (const item of items()) bag.add(item)
    const seen: number[] = []
    for (const item of bag) {
      seen.push(item.name)
      bag.delete(item)
    }
    expect([seen, bag.size]).toEqual([[0, 1, 2, 3, 4, 5], 0])
  })
})
