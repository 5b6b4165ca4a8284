import { columns } from '../check/columns.ts'
import type { Paint } from '../check/paint.ts'
import { factsThatFit } from './facts.ts'
import { modelOf, needIds, shortId } from './names.ts'
import { listed, type Standing, standingOf } from './standing.ts'
import { clipped, wrapped } from './text-lines.ts'
import type { ToldCandidate, ToldChoice } from './told.ts'

const marks: Readonly<Record<Standing, string>> = { chosen: '✓', able: '·', back: '‹', out: '✗' }
const styles = { chosen: 'green', back: 'dim', out: 'dim' } as const

const whyBack: ReadonlyMap<string, string> = new Map([
  ['tried', 'tried already'],
  ['order', 'of a higher order'],
  ['warming-up', 'warming up'],
])

/** The candidates of a choice as a table: the chosen one first, then who could have been, then who could not, and why. */
export function candidateTable(choice: ToldChoice, width: number, paint: Paint): readonly string[] {
  const { shown, rest } = listed(choice)
  const ids = needIds(choice.candidates)
  const nameOf = (one: ToldCandidate) => [
    `${marks[standingOf(one, choice)]} ${modelOf(one)}`,
    ...(ids ? [shortId(one.deployment_id)] : []),
  ]
  const named = Math.max(0, ...shown.map((one) => nameOf(one).join('  ').length))
  const facts = factsThatFit(
    shown.filter(({ rejection }) => !rejection),
    width - named,
  )
  const none = facts.map(() => '')
  const rows = shown.map((one) => [
    ...nameOf(one),
    ...(one.rejection
      ? [whyOf(one, choice), ...none]
      : [...facts.map(({ cells }) => cells.get(one) ?? ''), whyOf(one, choice)]),
  ])
  const head = ['', ...(ids ? [''] : []), ...facts.map((fact) => fact.head), '']
  const [headLine = '', ...lines] = columns([head, ...rows], ids ? 2 : 1)
  const told = shown.flatMap((one, row) => {
    const line = lines[row] ?? ''
    const standing = standingOf(one, choice)
    const style = (text: string) => (standing === 'able' ? text : paint(styles[standing], text))
    return wrapped(line, width, line.length - whyOf(one, choice).length).map(style)
  })
  return [
    ...(headLine === '' ? [] : [paint('dim', headLine)]),
    ...told,
    ...(rest === undefined ? [] : wrapped(`  ${rest}`, width, 2).map((line) => paint('dim', line))),
  ]
}

/** Why a candidate was put aside, or stands back and was not chosen. */
function whyOf(candidate: ToldCandidate, choice: ToldChoice): string {
  const { rejection, stands_back: back } = candidate
  if (rejection) {
    const [filter, reason] = [clipped(rejection.filter, 24), clipped(rejection.reason, 240)]
    return reason.startsWith(filter) ? reason : `${filter}: ${reason}`
  }
  return back === undefined || standingOf(candidate, choice) === 'chosen'
    ? ''
    : (whyBack.get(back) ?? clipped(back, 24))
}
