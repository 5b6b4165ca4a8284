import { expect, test } from 'vitest'
import { addedCost, callbackTable } from './callback-table.ts'
import { sampleFigures } from './sample-figures.ts'

test('what telling adds to a proxy that tells nobody', () => {
  const [head, , ...rows] = callbackTable(sampleFigures).split('\n')
  expect(head).toBe('| CPU a request | 1 KB chat |')
  expect(rows).toEqual([
    '| Turnout, nobody told | 40.0 µs |',
    '| Turnout, metrics alone | 41.0 µs, +2.0 % |',
    '| Turnout, all callbacks | 44.0 µs, +11.1 % |',
  ])
  expect(addedCost(sampleFigures, 'chat', 'all-callbacks')).toBeCloseTo(11.1, 1)
  expect(addedCost(sampleFigures, 'burst', 'all-callbacks')).toBeUndefined()
})
