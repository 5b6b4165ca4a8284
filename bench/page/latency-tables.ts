import { failureWords } from '../figures/failure.ts'
import type { Figures } from '../figures/figures.ts'
import type { LatencyRow } from '../parts/latency.ts'
import { milliseconds } from './in-words.ts'
import { latencyOf } from './look-up.ts'
import { markdownTable } from './markdown-table.ts'
import { titleOf } from './title-of.ts'

const head = ['a second', 'through', 'p50', 'p99', 'p99.9', 'longest', 'p50 added to no proxy']

const line = (figures: Figures, row: LatencyRow): readonly string[] => {
  const { target, perSecond, stream, failure, p50, p99, p999, max } = row
  const asked = [perSecond.toLocaleString('en'), titleOf(target)]
  if (failure !== undefined) return [...asked, failureWords(failure), '', '', '', '']
  const direct = latencyOf(figures, 'direct', perSecond, stream)?.p50
  const added = target === 'direct' || direct === undefined || p50 === undefined ? '' : milliseconds(p50 - direct)
  return [...asked, ...[p50, p99, p999, max].map((ms) => (ms === undefined ? '' : milliseconds(ms))), added]
}

const tableOf = (figures: Figures, stream: boolean): string => {
  const rows = figures.latency?.rows.filter((row) => row.stream === stream) ?? []
  return markdownTable(
    head,
    rows.map((row) => line(figures, row)),
  )
}

export const latencyTable = (figures: Figures): string => tableOf(figures, false)
export const firstTokenTable = (figures: Figures): string => tableOf(figures, true)

/** How late the load generator was: what of the figures is its own. */
export const lateness = ({ latency }: Figures): string => {
  const late = latency?.rows.flatMap(({ lateP99 }) => lateP99 ?? []) ?? []
  return late.length === 0 ? 'not measured' : milliseconds(Math.max(...late))
}
