import { expect, test } from 'vitest'
import { barChart } from './bar-chart.ts'
import { chartsOf } from './charts.ts'
import { lineChart } from './line-chart.ts'
import { sampleFigures } from './sample-figures.ts'

const numbers = (svg: string, pattern: RegExp): readonly number[] =>
  [...svg.matchAll(pattern)].map(([, number]) => Number(number))

test('bars are as long as their values', () => {
  const groups = [{ name: 'g', bars: [10, 20, 40].map((value) => ({ name: `b${value}`, value })) }]
  const svg = barChart({ title: 't', groups, show: String })
  expect(numbers(svg, /<rect [^>]*width="(\d+)"/g)).toEqual([90, 180, 360])
})

test('a mark beyond all bars makes them shorter', () => {
  const groups = [{ name: 'g', bars: [{ name: 'b', value: 50, spread: [40, 60] as const }] }]
  expect(numbers(barChart({ title: 't', groups, show: String, mark: 100 }), /width="(\d+)" height="11"/g)).toEqual([
    180,
  ])
})

test('higher values stand higher, larger counts farther right, on either scale', () => {
  const lines = [{ name: 'a', points: [[1, 1], [10, 100], [1_000, 10]] as const }] // biome-ignore format: points
  for (const logarithmic of [true, false]) {
    const svg = lineChart({ title: 't', lines, unit: 'ms', logarithmic })
    const points = /polyline points="([^"]+)"/
      .exec(svg)?.[1]
      ?.split(' ')
      .map((point) => point.split(',').map(Number))
    const [first = [], second = [], third = []] = points ?? []
    expect(first[0]).toBeLessThan(second[0] ?? 0)
    expect(second[0]).toBeLessThan(third[0] ?? 0)
    expect(second[1]).toBeLessThan(third[1] ?? 0)
    expect(third[1]).toBeLessThan(first[1] ?? 0)
    expect(Math.min(...(points ?? []).map(([, y = 0]) => y))).toBeGreaterThanOrEqual(48)
  }
})

test('every part that has figures has its pictures, without a figure that is none', () => {
  const charts = chartsOf(sampleFigures)
  expect(Object.keys(charts)).toEqual(['floor.svg', 'requests.svg', 'p50.svg', 'p99.svg', 'memory.svg', 'growth.svg'])
  for (const svg of Object.values(charts)) expect(svg).not.toMatch(/NaN|undefined|Infinity/)
  expect(chartsOf({})).toEqual({})
})
