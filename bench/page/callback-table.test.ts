import { expect, test } from 'vitest'
import { addedCost, callbackTable } from './callback-table.ts'
import { sampleFigures } from './sample-figures.ts'

test('what telling adds to a proxy that tells nobody', () => {
  const [head, , ...rows] = callbackTable(sampleFigures).split('\n')
  expect(head).toBe('| CPU a request | 1 KB chat |')
  expect(rows).toEqual([
    '| Turnout, nobody told | 40.0 µs |',
    '| Turnout, metrics alone | 41.0 µs, +2.0 % |',
    '| Turnout, all callbacks | 50.0 µs, +25.0 % |',
  ])
  expect(addedCost(sampleFigures, 'chat', 'all-callbacks')).toBeCloseTo(25)
  expect(addedCost(sampleFigures, 'burst', 'all-callbacks')).toBeUndefined()
})
