import { describe, expect, it } from 'vitest'
import { DecayingPeak } from './decaying-peak.ts'

const of = (...samples: readonly (readonly [value: number, atMs: number])[]) => {
  const peak = new DecayingPeak()
  for (const [value, atMs] of samples) peak.add(value, atMs)
  return peak
}

describe('DecayingPeak', () => {
  it('knows nothing before the first sample, and that one then', () => {
    expect(of().value(5)).toBeUndefined()
    expect(of([100, 5]).value(5)).toBe(100)
  })

  it('jumps up to a higher sample', () => {
    expect(of([100, 0], [900, 10]).value(10)).toBe(900)
  })

  it('moves towards a lower one by the time that has passed', () => {
    expect(of([900, 0], [100, 10_000]).value(10_000)).toBeCloseTo(900 / Math.E + 100 * (1 - 1 / Math.E), 6)
  })

  it('is not changed by a lower one at the same moment', () => {
    expect(of([900, 0], [100, 0]).value(0)).toBe(900)
  })

  it('sinks towards zero without samples, so that nobody is left out for ever', () => {
    const peak = of([900, 0])
    expect(peak.value(10_000)).toBeCloseTo(900 / Math.E, 6)
    expect(peak.value(10_000_000)).toBe(0)
  })

  it('is raised by a lower bound, never lowered', () => {
    const peak = of([100, 0])
    peak.atLeast(50, 0)
    expect(peak.value(0)).toBe(100)
    peak.atLeast(300, 0)
    expect(peak.value(0)).toBe(300)
  })

  it('is the greatest of its own and what others have come to, each sinking by itself', () => {
    const peak = of([100, 0])
    peak.hear('x', 900, 0)
    peak.hear('y', 500, 10_000)
    expect(peak.value(10_000)).toBeCloseTo(500, 6)
    peak.hear('y', undefined, 10_000)
    expect(peak.value(10_000)).toBeCloseTo(900 / Math.E, 6)
    peak.hear('x', undefined, 10_000)
    expect(peak.value(10_000)).toBeCloseTo(100 / Math.E, 6)
  })

  it('keeps apart what is its own: others neither change it nor stand in for it', () => {
    const peak = of()
    peak.hear('x', 900, 0)
    expect([peak.own(0), peak.value(0)]).toEqual([undefined, expect.closeTo(900, 6)])
    peak.atLeast(100, 0)
    expect([peak.own(0), peak.value(0)]).toEqual([100, expect.closeTo(900, 6)])
  })

  it('takes what another says for what it is now, also where that is nothing at all', () => {
    const peak = of()
    peak.hear('x', 900, 0)
    peak.hear('x', 0, 0)
    expect(peak.value(0)).toBeCloseTo(0, 6)
  })
})
