import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { cyclesOf } from './cycles.ts'

const graph = (edges: Readonly<Record<string, readonly string[]>>) => new Map(Object.entries(edges))

describe('cyclesOf', () => {
  it('finds none where there is none', () => {
    expect(cyclesOf(graph({ a: ['b', 'c'], b: ['c'], c: [] }))).toEqual([])
  })

  it('tells each from its first node to the same', () => {
    expect(cyclesOf(graph({ a: ['b'], b: ['a', 'c'], c: ['c', 'b'] }))).toEqual([
      ['a', 'b', 'a'],
      ['c', 'c'],
      ['b', 'c', 'b'],
    ])
  })

  it('walks a chain of any length', () => {
    const length = 100_000
    const chain = Array.from({ length }, (_, n): [string, string[]] => [`${n}`, [`${(n + 1) % length}`]])
    expect(cyclesOf(new Map(chain))[0]).toHaveLength(length + 1)
  })

  it('finds some exactly where nodes can reach themselves, and each is a way', () => {
    const node = fc.constantFrom(...'abcdef')
    fc.assert(
      fc.property(fc.dictionary(node, fc.uniqueArray(node)), (edges) => {
        const found = cyclesOf(graph(edges))
        for (const cycle of found)
          for (const [index, to] of cycle.slice(1).entries()) expect(edges[cycle[index] ?? '']).toContain(to)
        for (const cycle of found) expect(cycle[0]).toBe(cycle.at(-1))
        const reaches = (from: string, seen = new Set<string>()): Set<string> => {
          for (const to of edges[from] ?? []) if (!seen.has(to)) reaches(to, seen.add(to))
          return seen
        }
        expect(found.length > 0).toBe([...'abcdef'].some((one) => reaches(one).has(one)))
      }),
    )
  })
})
