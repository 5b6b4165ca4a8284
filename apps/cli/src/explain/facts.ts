import { bar, percent } from './amounts.ts'
import type { ToldCandidate } from './told.ts'
import { type Column, limitColumns, viewColumns } from './view-columns.ts'

/** A column of a table, with its cells made. */
interface Fact {
  readonly head: string
  readonly cells: ReadonlyMap<ToldCandidate, string>
}

/** Odds, limits and what the strategy saw of these candidates, from the left, as many as there is room for. */
export function factsThatFit(candidates: readonly ToldCandidate[], width: number): readonly Fact[] {
  const columns = [oddsColumn, ...limitColumns(candidates), ...viewColumns(candidates)]
  const facts = columns.map((column) => factOf(column, candidates)).filter(isSaid)
  let left = width
  return facts.filter(({ head, cells }) => {
    left -= 2 + Math.max(head.length, ...[...cells.values()].map(({ length }) => length))
    return left >= 0
  })
}

const oddsColumn: Column = {
  head: 'odds',
  cell: ({ odds }) => (odds === undefined ? '' : `${percent(odds).padStart(5)} ${bar(odds)}`.trimEnd()),
}

const isSaid = ({ cells }: Fact): boolean => [...cells.values()].some((cell) => cell !== '')

/** Numbers stand below each other by their last digit. */
function factOf({ head, cell }: Column, candidates: readonly ToldCandidate[]): Fact {
  const texts = candidates.map(cell)
  const isNumber = texts.every((text) => /^[\d.,–-]*$/.test(text))
  const widest = Math.max(0, ...texts.map(({ length }) => length))
  const aligned = (text: string) => (isNumber && text !== '' ? text.padStart(widest) : text)
  return { head, cells: new Map(candidates.map((one, at) => [one, aligned(texts[at] ?? '')])) }
}
