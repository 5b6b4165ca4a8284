import type { Json } from '@turnout/core'
import { TestClock } from '@turnout/testing'
import { beforeEach, expect, it } from 'vitest'
import { colleagues } from './colleagues.ts'
import { Collector } from './collector.ts'
import { wirePair } from './test-support/wire-pair.test.ts'

let clock: TestClock
let collector: Collector
beforeEach(() => {
  clock = new TestClock()
  collector = new Collector(clock)
})

const worker = (tell?: (about: Json) => Json | Promise<Json>) => {
  const [wire, other] = wirePair()
  const leave = collector.join(other)
  const self = colleagues(wire, clock)
  if (tell) self.provide('numbers', tell)
  return { ...self, leave }
}
const never = () => new Promise<Json>(() => {})

it('collects what each worker tells, the asker too', async () => {
  const one = worker(() => ({ requests: 1 }))
  worker(async () => ({ requests: 2 }))
  worker(() => ({ requests: 3 }))
  expect(await one.collect('numbers')).toEqual(
    expect.arrayContaining([{ requests: 1 }, { requests: 2 }, { requests: 3 }]),
  )
  expect(await one.collect('nothing')).toEqual([])
})

it('passes on what it is asked about', async () => {
  const one = worker((about) => [1, about])
  worker((about) => [2, about])
  expect(await one.collect('numbers', ['x'])).toEqual(
    expect.arrayContaining([
      [1, ['x']],
      [2, ['x']],
    ]),
  )
  expect(await one.collect('numbers')).toContainEqual([1, null])
})

it('keeps collections apart that run at a time', async () => {
  let told = 0
  const one = worker(() => ++told)
  const other = worker()
  const both = await Promise.all([one.collect('numbers'), other.collect('numbers'), one.collect('nothing')])
  expect(both).toEqual([[1], [2], []])
})

it('goes on without those who fail, die, or do not tell within a second', async () => {
  const one = worker(() => 1)
  worker(() => {
    throw new Error('no')
  })
  const dying = worker(never)
  const first = one.collect('numbers')
  dying.leave()
  expect(await first).toEqual([1])

  worker(never)
  let isOver = false
  const second = one.collect('numbers').finally(() => {
    isOver = true
  })
  await clock.advance(999)
  expect(isOver).toBe(false)
  await clock.advance(1)
  expect(await second).toEqual([1])
})

it('what lasts is never less than was told: of the late their last word counts, of the gone what is left of it', async () => {
  const sum = (last: Json, before: Json | undefined): Json => Number(last) + Number(before ?? 0)
  collector = new Collector(clock, { numbers: sum })
  let [count, isLate] = [10, false]
  const one = worker(() => 1)
  const other = worker(() => (isLate ? never() : count))
  const dying = worker(() => 100)
  expect((await one.collect('numbers')).toSorted()).toEqual([1, 10, 100])
  dying.leave()
  count = 11
  expect(await one.collect('numbers')).toEqual([1, 11, 100])
  isLate = true
  const late = one.collect('numbers')
  await clock.advance(1_000)
  expect(await late).toEqual([1, 11, 100])
  other.leave()
  expect(await one.collect('numbers')).toEqual([1, 111])
})
