import { describe, expect, it } from 'vitest'
import { Appetite } from './appetite.ts'

const after = (ticks: number, appetite: Appetite, ...amounts: number[]): Appetite => {
  for (let i = 0; i < ticks; i++) {
    for (const amount of amounts) appetite.note(amount)
    appetite.tick()
  }
  return appetite
}

describe('Appetite', () => {
  it('comes to what is taken in each tick', () => {
    const { attempts, amount, largest } = after(40, new Appetite(), 2, 3, 10)
    expect(attempts).toBeCloseTo(3, 4)
    expect(amount).toBeCloseTo(15, 4)
    expect(largest).toBe(10)
  })

  it('grows at once, though not to the whole', () => {
    const { attempts, amount, largest } = after(1, new Appetite(), 10, 10)
    expect([attempts, amount, largest]).toEqual([0.6, 6, 10])
  })

  it('knows of a tick that is not over where it is more than usual', () => {
    const appetite = after(1, new Appetite(), 10, 10)
    appetite.note(5)
    expect([appetite.attempts, appetite.amount, appetite.largest, appetite.attemptsNow]).toEqual([1, 6, 10, 1])
    appetite.note(20)
    expect([appetite.attempts, appetite.amount, appetite.largest, appetite.attemptsNow]).toEqual([2, 25, 20, 2])
  })

  it('fades when nothing is taken', () => {
    const fading = after(20, after(40, new Appetite(), 100))
    expect(fading.attempts).toBeLessThan(0.001)
    expect(fading.amount).toBeLessThan(0.1)
    expect(fading.largest).toBeLessThan(0.1)
  })

  it('forgets the largest little by little', () => {
    const { largest } = after(1, after(1, new Appetite(), 100), 1)
    expect(largest).toBe(70)
  })
})
