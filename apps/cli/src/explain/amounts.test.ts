import { describe, expect, it } from 'vitest'
import { amount, bar, counted, dollars, duration, percent } from './amounts.ts'

describe('amounts', () => {
  it.each([
    [0, '0 ms'],
    [0.44, '0.4 ms'],
    [9.96, '10 ms'],
    [312.4, '312 ms'],
    [999.5, '1 s'],
    [1_440, '1.4 s'],
    [9_951, '10 s'],
    [59_499, '59 s'],
    [125_000, '2 min 5 s'],
    [120_000, '2 min'],
    [12_000_000, '3 h 20 min'],
  ])('%d ms are %s', (ms, text) => {
    expect(duration(ms)).toBe(text)
  })

  it.each([
    [0, '$0'],
    [12.5, '$12.50'],
    [0.0021, '$0.0021'],
    [0.25, '$0.25'],
    [0.000_001_234, '$0.0000012'],
    [1e-300, '$0'],
  ])('%d USD are %s', (usd, text) => {
    expect(dollars(usd)).toBe(text)
  })

  it.each([
    [0, '0 %'],
    [0.001, '<1 %'],
    [0.125, '13 %'],
    [0.999, '>99 %'],
    [1, '100 %'],
  ])('odds of %d are %s', (odds, text) => {
    expect(percent(odds)).toBe(text)
  })

  it.each([
    [0, ''],
    [0.01, '▏'],
    [0.5, '█████'],
    [0.76, '███████▋'],
    [1, '██████████'],
    [7, '██████████'],
  ])('odds of %d are a bar %s', (odds, text) => {
    expect(bar(odds)).toBe(text)
  })

  it('counts', () => {
    expect([counted(1, 'failure'), counted(0, 'failure'), counted(1_200, 'token')]).toEqual([
      ...['1 failure', '0 failures', '1,200 tokens'],
    ])
    expect(amount(1 / 3)).toBe('0.333')
  })
})
