import { failureWords } from '../figures/failure.ts'
import type { Figures } from '../figures/figures.ts'
import type { Measured } from '../figures/summary.ts'
import { scenarios } from '../parts/scenarios.ts'
import { digits } from './in-words.ts'
import { markdownTable } from './markdown-table.ts'
import { titleOf } from './title-of.ts'

/** What a request costs more than one that nobody is told of, in percent; undefined where it was not measured. */
export const addedCost = ({ callbacks }: Figures, scenario: string, target: string): number | undefined => {
  const row = callbacks?.rows.find((candidate) => candidate.scenario === scenario && candidate.target === target)
  return row === undefined || 'failure' in row ? undefined : added(row)
}

const added = ({ share }: Measured): number => 100 * (100 / share - 1)

/** A row for who is told, a column a scenario. */
export const callbackTable = ({ callbacks }: Figures): string => {
  const rows = callbacks?.rows ?? []
  const measured = scenarios.filter(({ name }) => rows.some((row) => row.scenario === name))
  const lines = [...new Set(rows.map(({ target }) => target))].map((target) => [
    titleOf(target),
    ...measured.map(({ name }) => {
      const row = rows.find((candidate) => candidate.target === target && candidate.scenario === name)
      if (row === undefined) return ''
      if ('failure' in row) return failureWords(row.failure)
      return row.share === 100 ? `${digits(row.micros)} µs` : `${digits(row.micros)} µs, ${signed(added(row))} %`
    }),
  ])
  return markdownTable(['CPU a request', ...measured.map(({ title }) => title)], lines)
}

const signed = (figure: number): string => `${figure < 0 ? '−' : '+'}${Math.abs(figure).toFixed(1)}`
