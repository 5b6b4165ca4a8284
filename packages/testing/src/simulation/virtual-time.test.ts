import { expect, it } from 'vitest'
import { seededRandom } from '../seeded-random.ts'
import { VirtualTime } from './virtual-time.ts'

const nothing = () => {}

it('runs timers in the order of their times, and equals as they were set', async () => {
  const random = seededRandom(1)
  const time = new VirtualTime(1_000)
  const due = Array.from({ length: 500 }, () => Math.floor(random() * 50))
  const ran: [number, number][] = []
  due.forEach((ms, at) => {
    time.timer(ms, () => ran.push([time.nowMs - 1_000, at]))
  })
  await time.run(2_000, nothing)
  expect(ran).toEqual(due.map((ms, at): [number, number] => [ms, at]).toSorted((a, b) => a[0] - b[0] || a[1] - b[1]))
  expect([time.nowMs, time.pending]).toEqual([2_000, 0])
})

it('runs equals in the order that chance gives them, the same for the same seed', async () => {
  const orderOf = async (seed: number) => {
    const time = new VirtualTime(0, seededRandom(seed))
    const ran: number[] = []
    for (let at = 0; at < 20; at++) time.timer(5, () => ran.push(at))
    await time.run(10, nothing)
    return ran
  }
  expect(await orderOf(1)).toEqual(await orderOf(1))
  expect(await orderOf(1)).not.toEqual(await orderOf(2))
  expect((await orderOf(1)).toSorted((a, b) => a - b)).toEqual(Array.from({ length: 20 }, (_, at) => at))
})

it('waits for all that a timer sets off, however many promises that takes, before the next one', async () => {
  const time = new VirtualTime(0)
  const seen: string[] = []
  const long = async () => {
    for (let i = 0; i < 1_000; i++) await undefined
    seen.push(`long at ${time.nowMs}`)
  }
  time.timer(1, () => void long())
  time.timer(2, () => seen.push('next'))
  await time.run(3, () => seen.push('still'))
  expect(seen).toEqual(['still', 'long at 1', 'still', 'next', 'still'])
})

it('does not run what was stopped, and does not count it', async () => {
  const time = new VirtualTime(0)
  const stop = time.timer(1, () => expect.fail('it was stopped'))
  const later = time.timer(2, nothing)
  stop()
  stop()
  expect(time.pending).toBe(1)
  await time.run(5, nothing)
  later()
  expect(time.pending).toBe(0)
})

it('stops when it is told that all is over', async () => {
  const time = new VirtualTime(0)
  let ran = 0
  for (let at = 1; at <= 9; at++) time.timer(at, () => ran++)
  await time.run(100, nothing, () => ran === 3)
  expect([ran, time.nowMs]).toEqual([3, 3])
})
