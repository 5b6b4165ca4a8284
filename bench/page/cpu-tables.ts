import { failureWords } from '../figures/failure.ts'
import type { Figures } from '../figures/figures.ts'
import type { CpuRow, Measured } from '../figures/summary.ts'
import { scenarios } from '../parts/scenarios.ts'
import { peers } from '../peers/peers.ts'
import { digits, percent, times } from './in-words.ts'
import { timesOf, whyNot } from './look-up.ts'
import { markdownTable } from './markdown-table.ts'
import { titleOf } from './title-of.ts'

const wholeOf = (share: number): string => share.toFixed(share < 10 ? 1 : 0)

/** A row a target, a column a scenario. */
const byScenario = ({ cpu }: Figures, first: string, show: (row: Measured) => string): string => {
  const rows = cpu?.rows ?? []
  const measured = scenarios.filter(({ name }) => rows.some((row) => row.scenario === name))
  const cell = (row: CpuRow | undefined): string => {
    if (row === undefined) return ''
    return 'failure' in row ? failureWords(row.failure) : show(row)
  }
  const lines = [...new Set(rows.map(({ target }) => target))].map((target) => [
    titleOf(target),
    ...measured.map(({ name }) => cell(rows.find((row) => row.target === target && row.scenario === name))),
  ])
  return markdownTable([first, ...measured.map(({ title }) => title)], lines)
}

export const sharesTable = (figures: Figures): string =>
  byScenario(figures, 'share of the floor', ({ share, leastShare, mostShare }) =>
    share === 100 && leastShare === mostShare
      ? '100 %'
      : `${percent(share)} (${wholeOf(leastShare)}–${wholeOf(mostShare)})`,
  )

export const microsTable = (figures: Figures): string =>
  byScenario(figures, 'µs of CPU a request', ({ micros }) => digits(micros))

/** How many times as many requests Turnout carries; a peer that could not be had has its reason. */
export const peersTable = (figures: Figures): string => {
  const measured = scenarios.filter(({ name }) => figures.cpu?.rows.some((row) => row.scenario === name))
  const lines = peers.map(({ name, title }) => {
    const rows = figures.cpu?.rows.filter(({ target }) => target === name) ?? []
    if (rows.length === 0) return [title, whyNot(figures, 'cpu', name), ...measured.slice(1).map(() => '')]
    const cells = measured.map((scenario) => {
      const row = rows.find((candidate) => candidate.scenario === scenario.name)
      if (row !== undefined && 'failure' in row) return failureWords(row.failure)
      const ratio = timesOf(figures, scenario.name, name)
      return ratio === undefined ? '' : times(ratio)
    })
    return [title, ...cells]
  })
  return markdownTable(['Turnout carries, of', ...measured.map(({ title }) => title)], lines)
}
