import { expect, it } from 'vitest'
import { Speed } from './speed.ts'

it('is of CPU time, and of the later half what it came to there', () => {
  const speed = new Speed()
  const work = (): void => {
    const { user } = process.cpuUsage()
    while (process.cpuUsage().user - user < 10_000);
    speed.note()
  }
  for (let world = 0; world < 4; world++) work()
  for (const perSecond of [speed.perSecond(), speed.compiled]) {
    expect(perSecond).toBeGreaterThan(20)
    expect(perSecond).toBeLessThanOrEqual(100)
  }
})

it('is none where no world was lived', () => {
  expect([new Speed().perSecond(), new Speed().compiled]).toEqual([0, 0])
})
