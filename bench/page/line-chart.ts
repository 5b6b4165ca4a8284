import { colourAt, picture, text } from './svg.ts'

export interface Line {
  readonly name: string
  readonly points: readonly (readonly [x: number, y: number])[]
}

export interface LineChart {
  readonly title: string
  readonly lines: readonly Line[]
  readonly unit: string
  /** Whether the values, too, stand on a logarithmic scale, as the counts do. */
  readonly logarithmic?: boolean
}

const [left, top, width, height] = [56, 48, 420, 150]

/** The powers of ten around figures. */
const decades = (figures: readonly number[]): readonly [number, number] => [
  Math.floor(Math.log10(Math.min(...figures)) + 1e-9),
  Math.ceil(Math.log10(Math.max(...figures)) - 1e-9),
]

const round = (figure: number): number => Math.round(figure * 10) / 10

/** A round figure at or above, for the end of a scale. */
const roundUp = (figure: number): number => {
  const step = 10 ** Math.floor(Math.log10(figure))
  return ([1, 2, 4, 5, 10].find((factor) => factor * step >= figure) ?? 10) * step
}

/** Counts, one scale step each, from left to right; values from bottom to top. */
export const lineChart = ({ title, lines, unit, logarithmic = false }: LineChart): string => {
  const counts = [...new Set(lines.flatMap(({ points }) => points.map(([count]) => count)))].sort((a, b) => a - b)
  const values = lines.flatMap(({ points }) => points.map(([, value]) => value))
  const x = (count: number): number => round(left + (counts.indexOf(count) / Math.max(1, counts.length - 1)) * width)
  const [low, high] = decades(values)
  const most = roundUp(Math.max(...values))
  const share = (value: number): number => (logarithmic ? (Math.log10(value) - low) / (high - low || 1) : value / most)
  const y = (value: number): number => round(top + (1 - share(value)) * height)
  const rules = logarithmic ? Array.from({ length: high - low + 1 }, (_, at) => 10 ** (low + at)) : [0, most / 2, most]
  let legendX = left
  const legend = lines.map(({ name }, at) => {
    const drawn = `<path d="M${legendX} 32h14" stroke="${colourAt(at)}" stroke-width="3"/>${text(legendX + 18, 36, name)}`
    legendX += 36 + Math.round(name.length * 6.2)
    return drawn
  })
  return picture(left + width + 30, top + height + 28, title, [
    ...legend,
    ...rules.map(
      (value) =>
        `<path d="M${left} ${y(value)}h${width}" stroke="#808890" stroke-opacity=".3"/>${text(left - 6, y(value) + 4, `${round(value * 100) / 100} ${unit}`, { anchor: 'end' })}`,
    ),
    ...counts.map((count) => text(x(count), top + height + 18, count.toLocaleString('en'), { anchor: 'middle' })),
    ...lines.map(({ points }, at) => {
      const drawn = points.map(([count, value]) => `${x(count)},${y(value)}`).join(' ')
      return `<polyline points="${drawn}" fill="none" stroke="${colourAt(at)}" stroke-width="1.5"/>`
    }),
  ])
}
