import type { Paint } from '../check/paint.ts'
import { amount, duration, percent } from './amounts.ts'
import { byStrategy, choiceLines } from './choice-lines.ts'
import { type NameOf, namesIn } from './names.ts'
import { messageOf, statusOf } from './outcome.ts'
import { clipped, fitting, wrapped } from './text-lines.ts'
import type { ToldCandidate, ToldChoice, ToldExplanation } from './told.ts'

/** More are counted, not named. */
const mostNamed = 3

/** Whether anybody would answer. */
export const isServed = ({ cache, choices }: ToldExplanation): boolean => cache === 'hit' || choices.some(serves)

/** What would become of a request: who would be asked, and who then. */
export function drawExplanation(told: ToldExplanation, width: number, paint: Paint): string {
  const good = isServed(told)
  const head = wrapped(headlineOf(told), width, 0).map((line) => paint('bold', paint(good ? 'green' : 'red', line)))
  const about = wrapped(aboutOf(told), width, 0).map((line) => paint('dim', line))
  const choices = told.choices.flatMap((choice, at) => {
    const before = told.choices[at - 1]
    const link = before ? [paint('yellow', serves(before) ? 'if that fails' : 'falls back to')] : []
    return ['', ...link, ...choiceLines(choice, byStrategy(choice), width, paint)]
  })
  return [...head, ...about, ...choices].map((line) => `${fitting(line.trimEnd(), width)}\n`).join('')
}

const serves = ({ error }: ToldChoice): boolean => !error

function headlineOf({ cache, choices }: ToldExplanation): string {
  if (cache === 'hit') return 'would be answered from the response cache'
  const at = choices.findIndex(serves)
  const choice = choices[at]
  if (choice) {
    const after = at === 0 ? '' : `, after ${amount(at)} fallback${at === 1 ? '' : 's'}`
    return `would be served by ${whoOf(choice, namesIn(choices))}${after}`
  }
  const error = choices[0]?.error
  if (!error) return 'nobody could serve it'
  const wait = typeof error.retry_after_ms === 'number' ? `, for ${duration(error.retry_after_ms)}` : ''
  return `nobody could serve it${wait}: ${statusOf(error)}, ${messageOf(error)}`
}

/** The chosen one, or those among whom chance decides, the likeliest first. */
function whoOf({ candidates, chosen, group, unlisted }: ToldChoice, nameOf: NameOf): string {
  const likely = candidates
    .filter(({ odds = 0 }) => odds > 0)
    .toSorted((one, other) => (other.odds ?? 0) - (one.odds ?? 0))
  const [first] = likely
  if (typeof chosen === 'string') return nameOf(chosen)
  if (!first) return `one of ${clipped(group, 60)}`
  const odds = (one: ToldCandidate) => `${nameOf(one.deployment_id)} (${percent(one.odds ?? 0)})`
  if (likely.length === 1 && unlisted === 0) return nameOf(first.deployment_id)
  if (likely.length <= mostNamed && unlisted === 0) return listOf(likely.map(odds))
  const one = `one of ${unlisted > 0 ? 'many' : amount(likely.length)} of ${clipped(group, 60)}`
  return first.odds === likely[1]?.odds ? one : `${one}, most likely ${odds(first)}`
}

const listOf = (names: readonly string[]): string => `${names.slice(0, -1).join(', ')} or ${names.at(-1)}`

function aboutOf({ operation, model, asked, cache }: ToldExplanation): string {
  const [name, group] = [clipped(model, 60), clipped(asked, 60)]
  return [
    `${clipped(operation, 20)} for ${name}${name === group ? '' : ` → ${group}`}`,
    ...(cache === 'miss' ? ['not in the response cache'] : []),
    'nothing is sent, nothing reserved',
  ].join(' · ')
}
