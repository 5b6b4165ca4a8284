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
})
