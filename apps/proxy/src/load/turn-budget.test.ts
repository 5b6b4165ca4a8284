import { TestClock } from '@turnout/testing'
import { beforeEach, expect, it } from 'vitest'
import { TurnBudget } from './turn-budget.ts'

let clock: TestClock
let ends: (() => void)[]
let budget: TurnBudget
let nowMs: number

beforeEach(() => {
  ;[clock, ends, nowMs] = [new TestClock(), [], 0]
  // Within a turn time passes, and nothing else happens.
  clock.monotonicMs = () => nowMs
  clock.afterwards = (run) => void ends.push(run)
  budget = new TurnBudget(clock)
})

/** So many requests in one turn, each of which takes so long: which of them come too late. */
function turnOf(requests: number, eachMs: number): readonly boolean[] {
  const late = Array.from({ length: requests }, () => {
    const isLate = budget.isSpent()
    nowMs += isLate ? 0 : eachMs
    return isLate
  })
  for (const end of ends.splice(0)) end()
  return late
}

it('serves what comes in the first 5 ms of a turn, and each turn begins anew', () => {
  for (let turn = 0; turn < 3; turn++) {
    expect(turnOf(10, 1).filter((isLate) => isLate)).toHaveLength(4)
    nowMs += 1
  }
})

it('serves the first of each turn, however long it takes', () => {
  for (let turn = 0; turn < 3; turn++) expect(turnOf(3, 40)).toEqual([false, true, true])
})

it('serves again after 5 ms of refusals, in a turn without end', () => {
  expect(turnOf(7, 1).at(-1)).toBe(true)
  expect(ends).toEqual([])
  const endless = Array.from({ length: 100 }, () => {
    nowMs += 0.5
    return budget.isSpent()
  })
  const refused = endless.filter((isLate) => isLate).length
  expect(refused).toBeGreaterThan(30)
  expect(refused).toBeLessThan(60)
})

it('asks to be told of the end of a turn once', () => {
  for (let i = 0; i < 5; i++) budget.isSpent()
  expect(ends).toHaveLength(1)
})
