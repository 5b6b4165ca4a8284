import { cellsOf, type Metric } from './metric.ts'
import { type SheetName, sheetShapes } from './sheet-shapes.ts'

/** The values of the labels, and the numbers. */
export type Row = readonly [labels: readonly string[], cells: readonly number[]]

/** Everything that was counted, as plain data: what one process tells another. */
export type Snapshot = Readonly<Record<SheetName, readonly Row[]>>

/** What one process would have counted that had heard everything these heard. */
export const mergeSnapshots = (snapshots: readonly Snapshot[]): Snapshot =>
  snapshotOf((name) => {
    const merged = new Map<string, Row>()
    for (const snapshot of snapshots)
      for (const row of snapshot[name]) {
        const key = JSON.stringify(row[0])
        const before = merged.get(key)
        merged.set(key, before ? [row[0], combined(sheetShapes[name].metrics, before[1], row[1])] : row)
      }
    return [...merged.values()]
  })

export const snapshotOf = (rows: (name: SheetName) => readonly Row[]): Snapshot => ({
  requests: rows('requests'),
  failures: rows('failures'),
  served: rows('served'),
  streams: rows('streams'),
  cache: rows('cache'),
  attempts: rows('attempts'),
  failedAttempts: rows('failedAttempts'),
  cooldowns: rows('cooldowns'),
  fallbacks: rows('fallbacks'),
  groups: rows('groups'),
  perToken: rows('perToken'),
  states: rows('states'),
  tpmLimits: rows('tpmLimits'),
  rpmLimits: rows('rpmLimits'),
  callbacks: rows('callbacks'),
  process: rows('process'),
})

function combined(metrics: readonly Metric[], some: readonly number[], others: readonly number[]): readonly number[] {
  const ways = metrics.flatMap((metric) => Array.from({ length: cellsOf(metric) }, () => metric.combine))
  return some.map((value, at) => {
    const other = others[at] ?? 0
    return ways[at] === 'max' ? Math.max(value, other) : value + other
  })
}
