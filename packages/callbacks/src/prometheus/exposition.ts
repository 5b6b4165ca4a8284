import { cellsOf, type Metric } from './metric.ts'
import { sheetNames, sheetShapes } from './sheet-shapes.ts'
import type { Row, Snapshot } from './snapshot.ts'

/** Of the text below. */
export const contentType = 'text/plain; version=0.0.4; charset=utf-8'

/** Prometheus's text format. */
export function exposition(snapshot: Snapshot): string {
  let text = ''
  for (const name of sheetNames) {
    const { labels: names, metrics } = sheetShapes[name]
    const rows = snapshot[name].map(([values, cells]) => ({ labels: labelled(names, values), cells }))
    rows.sort((a, b) => (a.labels < b.labels ? -1 : 1))
    let at = 0
    for (const metric of metrics) {
      if (rows.length > 0) text += `# HELP ${metric.name} ${metric.help}\n# TYPE ${metric.name} ${metric.type}\n`
      for (const { labels, cells } of rows) text += samples(metric, labels, cells, at)
      at += cellsOf(metric)
    }
  }
  return text
}

function samples({ name, boundsMs }: Metric, labels: string, cells: Row[1], at: number): string {
  const own = labels && `{${labels}}`
  if (!boundsMs) return `${name}${own} ${cells[at] ?? 0}\n`
  const before = labels && `${labels},`
  let text = ''
  let count = 0
  for (const [index, boundMs] of [...boundsMs, Infinity].entries()) {
    count += cells[at + index] ?? 0
    text += `${name}_bucket{${before}le="${boundMs === Infinity ? '+Inf' : boundMs / 1000}"} ${count}\n`
  }
  return `${text}${name}_sum${own} ${(cells[at + boundsMs.length + 1] ?? 0) / 1000}\n${name}_count${own} ${count}\n`
}

const labelled = (names: readonly string[], values: readonly string[]): string =>
  names.map((name, at) => `${name}="${escaped(values[at] ?? '')}"`).join(',')

const escaped = (value: string): string => value.replace(/[\\"\n]/g, (sign) => (sign === '\n' ? '\\n' : `\\${sign}`))
