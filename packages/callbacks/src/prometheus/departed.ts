import type { Json } from '@turnout/core'
import { cellsOf, type Metric } from './metric.ts'
import { readSnapshot } from './read-snapshot.ts'
import { type SheetName, sheetShapes } from './sheet-shapes.ts'
import { mergeSnapshots, type Snapshot, snapshotOf } from './snapshot.ts'

/**
 * What is left of a process that is gone: what it has counted, added to that of those before it. How it was, its gauges,
 * is nothing any more. Anything that is no snapshot adds nothing.
 */
export function departed(last: Json, before: Json | undefined): Json {
  const [gone, earlier] = [readSnapshot(last), before === undefined ? undefined : readSnapshot(before)]
  if (!gone) return before ?? null
  return asJson(mergeSnapshots(earlier ? [earlier, counted(gone)] : [counted(gone)]))
}

const counted = (snapshot: Snapshot): Snapshot =>
  snapshotOf((name: SheetName) => {
    const isGauge = sheetShapes[name].metrics.flatMap((metric: Metric) =>
      Array.from({ length: cellsOf(metric) }, () => metric.type === 'gauge'),
    )
    if (isGauge.every(Boolean)) return []
    return snapshot[name].map(([labels, cells]) => [labels, cells.map((value, at) => (isGauge[at] ? 0 : value))])
  })

const asJson = (snapshot: Snapshot): Json =>
  Object.fromEntries(
    Object.entries(snapshot).map(([name, rows]) => [name, rows.map(([labels, cells]) => [[...labels], [...cells]])]),
  )
