import { colourAt, picture, text } from './svg.ts'

export interface Bar {
  readonly name: string
  readonly value: number
  /** Lowest and highest of the single rounds. */
  readonly spread?: readonly [number, number]
}

export interface BarGroup {
  readonly name: string
  readonly bars: readonly Bar[]
}

export interface BarChart {
  readonly title: string
  readonly groups: readonly BarGroup[]
  readonly show: (value: number) => string
  /** A line to reach, such as 100 %. */
  readonly mark?: number
}

const [left, width, barHeight, groupGap] = [180, 360, 13, 10]

/** Lying bars, in groups; the same name has the same colour everywhere. */
export const barChart = ({ title, groups, show, mark }: BarChart): string => {
  const values = groups.flatMap(({ bars }) => bars.map(({ value, spread }) => Math.max(value, spread?.[1] ?? 0)))
  const most = Math.max(mark ?? 0, ...values)
  const scale = (value: number): number => Math.round((value / most) * width)
  const names = [...new Set(groups.flatMap(({ bars }) => bars.map(({ name }) => name)))]
  const single = groups.every(({ bars }) => bars.length <= 1)
  const parts: string[] = []
  let y = 30
  for (const group of groups) {
    if (!single) {
      parts.push(text(8, y + 10, group.name, { size: 11.5 }))
      y += barHeight + 2
    }
    for (const { name, value, spread } of group.bars) {
      const colour = colourAt(names.indexOf(name))
      parts.push(
        text(left - 6, y + 10, single ? group.name : name, { anchor: 'end' }),
        `<rect x="${left}" y="${y}" width="${Math.max(1, scale(value))}" height="${barHeight - 2}" fill="${colour}"/>`,
      )
      if (spread) {
        const [from, until] = spread.map(scale)
        parts.push(
          `<path d="M${left + (from ?? 0)} ${y + 5.5}H${left + (until ?? 0)}" stroke="#808890" stroke-width="2"/>`,
        )
      }
      parts.push(text(left + scale(Math.max(value, spread?.[1] ?? 0)) + 6, y + 10, show(value)))
      y += barHeight
    }
    y += single ? 4 : groupGap
  }
  if (mark !== undefined)
    parts.push(`<path d="M${left + scale(mark)} 26V${y - 4}" stroke="#808890" stroke-dasharray="3 3"/>`)
  return picture(left + width + 90, y + 4, title, parts)
}
