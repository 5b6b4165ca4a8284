import type { NonEmpty } from '@turnout/core'
import { seededRandom } from '@turnout/testing'
import { describe, expect, it } from 'vitest'
import { leastBy } from './least-by.ts'

interface Entry {
  readonly name: string
  readonly load: number
}

const entries: NonEmpty<Entry> = [
  { name: 'a', load: 2 },
  { name: 'b', load: 1 },
  { name: 'c', load: 3 },
  { name: 'd', load: 1 },
  { name: 'e', load: 1 },
]
const load = (entry: Entry) => entry.load

describe('leastBy', () => {
  it('takes the entry with the least measure', () => {
    expect(leastBy([{ name: 'x', load: 5 }, ...entries.slice(1, 3)], load).name).toBe('b')
  })

  it('takes the first of equals where there is no chance', () => {
    expect(leastBy(entries, load).name).toBe('b')
  })

  it('takes each of equals as often as another, and no other', () => {
    const random = seededRandom(5)
    const counts: Record<string, number> = {}
    for (let i = 0; i < 9_000; i++) {
      const { name } = leastBy(entries, load, random)
      counts[name] = (counts[name] ?? 0) + 1
    }
    expect(Object.keys(counts).sort()).toEqual(['b', 'd', 'e'])
    for (const count of Object.values(counts)) expect(count / 9_000).toBeCloseTo(1 / 3, 1)
  })

  it('measures each entry once', () => {
    const measured: string[] = []
    leastBy(entries, ({ name, load: value }) => {
      measured.push(name)
      return value
    })
    expect(measured).toEqual(['a', 'b', 'c', 'd', 'e'])
  })
})
