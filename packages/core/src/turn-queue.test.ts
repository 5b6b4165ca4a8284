import { expect, it } from 'vitest'
import { TurnQueue } from './turn-queue.ts'

/** Turns that end when they are told to. */
function world() {
  const done: string[] = []
  const ends: (() => void)[] = []
  const time = { nowMs: 0 }
  const queue = new TurnQueue({ monotonicMs: () => time.nowMs, afterwards: (run) => void ends.push(run) })
  const add = (name: string, run = () => {}) =>
    queue.add(() => {
      done.push(name)
      run()
    })
  const endTurn = () => {
    for (const run of ends.splice(0)) run()
    return done.splice(0)
  }
  return { add, endTurn, time, done }
}

it('does what a turn brings at its end, in order', () => {
  const { add, endTurn } = world()
  for (const name of ['a', 'b', 'c']) add(name)
  expect(endTurn()).toEqual(['a', 'b', 'c'])
  expect(endTurn()).toEqual([])
  add('d')
  expect(endTurn()).toEqual(['d'])
})

it('does not wait for a turn without an end', () => {
  const { add, endTurn, time, done } = world()
  add('a')
  time.nowMs = 5
  add('b')
  expect(done).toEqual([])
  time.nowMs = 6
  add('c')
  expect(done.splice(0)).toEqual(['a', 'b', 'c'])
  add('d')
  expect(endTurn()).toEqual(['d'])
})

it('leaves what comes of it to the next turn', () => {
  const { add, endTurn } = world()
  add('a', () => add('b'))
  expect(endTurn()).toEqual(['a'])
  expect(endTurn()).toEqual(['b'])
})
