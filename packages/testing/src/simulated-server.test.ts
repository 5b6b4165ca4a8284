import { describe, expect, it } from 'vitest'
import { makeDeployment } from './make-deployment.ts'
import { seededRandom } from './seeded-random.ts'
import { heavyTailed, ServerSlots } from './simulated-server.ts'

const slots = (count?: number) =>
  new ServerSlots({
    deployment: makeDeployment({ model: 'm' }),
    answer: () => ({ wholeMs: 1 }),
    ...(count === undefined ? {} : { slots: count }),
  })

describe('ServerSlots', () => {
  it('begins at once while a slot is free, then when the first gets free', () => {
    const two = slots(2)
    two.take(500)
    expect(two.beginMs(100)).toBe(100)
    two.take(300)
    expect([two.beginMs(100), two.beginMs(400)]).toEqual([300, 400])
    two.take(900)
    expect(two.beginMs(100)).toBe(500)
  })

  it('has no bound unless given one', () => {
    const endless = slots()
    for (let i = 0; i < 9; i++) endless.take(900)
    expect(endless.beginMs(1)).toBe(1)
  })
})

describe('heavyTailed', () => {
  it('has the mean asked for, a lower median, and a long tail', () => {
    const random = seededRandom(4)
    const times = Array.from({ length: 50_000 }, () => heavyTailed(1_000, random)).sort((a, b) => a - b)
    const mean = times.reduce((sum, time) => sum + time, 0) / times.length
    expect(Math.abs(mean - 1_000)).toBeLessThan(30)
    expect(Math.abs((times[25_000] ?? 0) - 607)).toBeLessThan(20)
    expect(times[49_500]).toBeGreaterThan(5_000)
  })
})
