import { expect, it } from 'vitest'
import { TurnQueue } from './turn-queue.ts'

/** Turns that end when they are told to, and work that takes 1 ms. */
function world(budgetMs?: () => number) {
  const done: string[] = []
  const ends: (() => void)[] = []
  let nowMs = 0
  const clock = { monotonicMs: () => nowMs, afterwards: (run: () => void) => void ends.push(run) }
  const queue = new TurnQueue(clock, budgetMs)
  const add = (name: string, run = () => {}) =>
    queue.add(() => {
      nowMs++
      done.push(name)
      run()
    })
  const endTurn = () => {
    for (const run of ends.splice(0)) run()
    return done.splice(0)
  }
  return { queue, add, endTurn }
}

it('does what a turn brings at its end, in order', () => {
  const { add, endTurn } = world()
  for (const name of ['a', 'b', 'c']) add(name)
  expect(endTurn()).toEqual(['a', 'b', 'c'])
  expect(endTurn()).toEqual([])
  add('d')
  expect(endTurn()).toEqual(['d'])
})

it('leaves what comes of it to the next turn', () => {
  const { add, endTurn } = world()
  add('a', () => add('b'))
  expect(endTurn()).toEqual(['a'])
  expect(endTurn()).toEqual(['b'])
})

it('does no more than its budget in a turn, one piece at least, and what is older first', () => {
  let budgetMs = 2
  const { queue, add, endTurn } = world(() => budgetMs)
  for (const name of ['a', 'b', 'c', 'd']) add(name, name === 'a' ? () => add('e') : undefined)
  expect(endTurn()).toEqual(['a', 'b'])
  expect(queue.isBehind).toBe(true)
  budgetMs = 0
  expect(endTurn()).toEqual(['c'])
  budgetMs = 2
  expect(endTurn()).toEqual(['d', 'e'])
  expect(queue.isBehind).toBe(false)
  expect(endTurn()).toEqual([])
})
