import fc from 'fast-check'
import { expect, it } from 'vitest'
import { Passing } from './passing.ts'

it('holds what a map would hold', () => {
  const id = fc.constantFrom('a', 'b', '__proto__', 'constructor', 'toString', '7', '')
  const step = fc.oneof(
    fc.record({ kind: fc.constant('set' as const), id, value: fc.nat() }),
    fc.record({ kind: fc.constant('delete' as const), id }),
    fc.record({ kind: fc.constant('clear' as const), id }),
  )
  fc.assert(
    fc.property(fc.array(step), (steps) => {
      const [passing, map] = [new Passing<number>(), new Map<string, number>()]
      for (const one of steps) {
        if (one.kind === 'set') {
          passing.set(one.id, one.value)
          map.set(one.id, one.value)
        } else if (one.kind === 'delete') expect(passing.delete(one.id)).toBe(map.delete(one.id))
        else {
          passing.clear()
          map.clear()
        }
        expect(passing.size).toBe(map.size)
        expect([passing.has(one.id), passing.get(one.id)]).toEqual([map.has(one.id), map.get(one.id)])
        expect(new Map(passing.entries())).toEqual(map)
      }
    }),
  )
})
