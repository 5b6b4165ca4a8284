import { failureWords } from '../figures/failure.ts'
import type { Figures } from '../figures/figures.ts'
import { digits, megabytes, milliseconds } from './in-words.ts'
import { memoryOf } from './look-up.ts'
import { markdownTable } from './markdown-table.ts'
import { titleOf } from './title-of.ts'

export const memoryTable = (figures: Figures): string => {
  const floor = memoryOf(figures, 'floor')?.streaming
  const rows = figures.memory?.rows.map(({ target, idle, loaded, streaming, failure }) => [
    titleOf(target),
    megabytes(idle),
    loaded === undefined ? '' : megabytes(loaded),
    streaming === undefined ? failureWords(failure ?? '') : megabytes(streaming),
    streaming === undefined || floor === undefined ? '' : megabytes(streaming - floor),
  ])
  return markdownTable(['', 'idle', 'under load, peak', '1,000 open streams', 'above the floor’s'], rows ?? [])
}

export const startTable = ({ start }: Figures): string =>
  markdownTable(
    ['', 'listening', 'first answer', 'slowest first answer'],
    (start?.rows ?? []).map(({ target, listening, answered, mostAnswered }) => [
      titleOf(target),
      ...[listening, answered, mostAnswered].map(milliseconds),
    ]),
  )

export const growthTable = ({ growth }: Figures): string =>
  markdownTable(
    ['there are', 'µs of CPU a request, Turnout', 'floor'],
    [...new Set(growth?.rows.map(({ of, count }) => `${count.toLocaleString('en')} ${of}`))].map((there) => {
      const micros = (target: string): string => {
        const row = growth?.rows.find(
          (candidate) =>
            `${candidate.count.toLocaleString('en')} ${candidate.of}` === there && candidate.target === target,
        )
        return row === undefined ? '' : digits(row.micros)
      }
      return [there, micros('turnout'), micros('floor')]
    }),
  )
