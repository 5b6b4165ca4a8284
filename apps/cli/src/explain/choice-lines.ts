import type { Paint } from '../check/paint.ts'
import { duration } from './amounts.ts'
import { candidateTable } from './candidate-table.ts'
import { messageOf } from './outcome.ts'
import { clipped, wrapped } from './text-lines.ts'
import type { ToldChoice } from './told.ts'

/** A group, how somebody of it is chosen, and its candidates. */
export function choiceLines(choice: ToldChoice, how: string, width: number, paint: Paint): readonly string[] {
  const title = `${paint('bold', clipped(choice.group, 60))}, ${how}`
  const table = candidateTable(choice, width - 2, paint).map((line) => `  ${line}`)
  const why = whyNobody(choice)
  const nobody = why === '' ? [] : wrapped(why, width, 2).map((line) => paint('red', line))
  return [title, ...table, ...nobody]
}

export const byStrategy = ({ strategy }: ToldChoice): string => `by ${clipped(strategy, 40)}`

/** Where the table says why of each, nothing more is said. */
function whyNobody({ error, candidates, unlisted }: ToldChoice): string {
  if (!error) return ''
  const { retry_after_ms: waitMs } = error
  const back = typeof waitMs === 'number' ? `, the first is back in ${duration(waitMs)}` : ''
  const isTold = unlisted === 0 && candidates.length > 0
  return `nobody can be asked${back}${isTold ? '' : `: ${messageOf(error)}`}`
}
