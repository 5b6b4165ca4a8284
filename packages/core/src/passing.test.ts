import fc from 'fast-check'
import { expect, it } from 'vitest'
import { Passing } from './passing.ts'

it('holds what a map would hold', () => {
  const id = fc.constantFrom(...'abcdefgh', '__proto__', '7', '')
  const step = fc.oneof(
    fc.record({ kind: fc.constant('set' as const), id, value: fc.nat() }),
    fc.record({ kind: fc.constant('delete' as const), id }),
    fc.record({ kind: fc.constant('clear' as const), id }),
  )
  fc.assert(
    fc.property(fc.array(step, { maxLength: 60, size: 'max' }), (steps) => {
      const [passing, map] = [new Passing<number>(3), new Map<string, number>()]
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

it('holds many that stay while others come and go', () => {
  const passing = new Passing<number>()
  for (let i = 0; i < 20_000; i++) {
    passing.set(`stays-${i}`, i)
    passing.set(`goes-${i}`, i)
    passing.delete(`goes-${i}`)
  }
  expect([passing.size, passing.get('stays-0'), passing.get('goes-19999')]).toEqual([20_000, 0, undefined])
})
