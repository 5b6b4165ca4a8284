import { expect, it } from 'vitest'
import { figureTable, fits } from './load/figure.ts'

const fast = { what: 'p99', unit: ' ms', most: 50, is: 12.34 }
const slow = { what: 'goodput', unit: ' %', least: 90, is: 80.2 }

it('holds a figure against what was asked, with slack where it is given', () => {
  expect([fits(fast), fits({ ...fast, is: 60 }), fits({ ...fast, is: 60 }, 2)]).toEqual([true, false, true])
  expect([fits(slow), fits(slow, 2), fits({ ...slow, is: Number.NaN })]).toEqual([false, true, false])
})

it('draws what was asked and what is, bold where that is not enough', () => {
  expect(figureTable({ run: [fast, slow, { what: 'wrong', unit: '', most: 0, is: 0 }] }).slice(2)).toEqual([
    '| run | p99 | at most 50 ms | 12 ms |',
    '|  | goodput | at least 90 % | **80 %** |',
    '|  | wrong | none | none |',
  ])
})
