import { expect, it } from 'vitest'
import { Speed } from './speed.ts'

it('is of CPU time, and of the later half what it came to there', () => {
  const speed = new Speed()
  const live = (worlds: number, microseconds: number): void => {
    for (let world = 0; world < worlds; world++) {
      const { user } = process.cpuUsage()
      while (process.cpuUsage().user - user < microseconds);
      speed.note()
    }
  }
  live(100, 3_000)
  live(100, 500)
  expect(speed.all).toBeGreaterThan(50)
  expect(speed.all).toBeLessThanOrEqual(600)
  expect(speed.compiled).toBeGreaterThan(1.5 * speed.all)
})
