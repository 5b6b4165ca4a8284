import type { Paint } from '../check/paint.ts'
import { duration } from './amounts.ts'
import { byStrategy, choiceLines } from './choice-lines.ts'
import { headlineOf } from './headline.ts'
import { type NameOf, namesIn } from './names.ts'
import { outcomeOf, paintOutcome, tokensOf } from './outcome.ts'
import { type Happening, storyOf } from './story.ts'
import { clipped, fitting, wrapped } from './text-lines.ts'
import type { ToldChoice, ToldDecision, ToldStep } from './told.ts'

/** Where a story's lines begin: behind the time. */
const margin = 10

/** What became of a request and why, from top to bottom. */
export function drawDecision(record: ToldDecision, width: number, paint: Paint): string {
  const nameOf = namesIn((record.steps ?? []).filter((step) => step.type === 'choice'))
  const { good, text } = headlineOf(record, nameOf)
  const head = wrapped(text, width, 0).map((line) => paint('bold', paint(good ? 'green' : 'red', line)))
  const about = wrapped(aboutOf(record), width, 0).map((line) => paint('dim', line))
  const linesOf = lineMaker(record, nameOf, Math.max(20, width - margin), paint)
  let said = ''
  const story = storyOf(record).flatMap((happening) => {
    const [first = '', ...more] = linesOf(happening)
    const offset = duration(happening.atMs)
    const time = offset === said ? '' : offset
    said = offset
    return [`${paint('dim', time.padStart(margin - 2))}  ${first}`, ...more.map((line) => ' '.repeat(margin) + line)]
  })
  const lines = [...head, ...about, ...(story.length > 0 ? ['', ...story] : [])]
  return lines.map((line) => `${fitting(line.trimEnd(), width)}\n`).join('')
}

/** Whose it was, what was asked for, and how to find it again. */
function aboutOf(record: ToldDecision): string {
  const { operation, model, asked, stream, tags, request_id: id, started_at: startedAt } = record
  const [name, group] = [clipped(model, 60), clipped(asked, 60)]
  return [
    `${clipped(operation, 20)} for ${name}${name === group ? '' : ` → ${group}`}`,
    ...(stream ? ['streamed'] : []),
    ...(tags.length > 0 ? [`tags ${clipped(tags.join(', '), 60)}`] : []),
    ...(tokensOf(record) === '' ? [] : [tokensOf(record)]),
    ...[clipped(id, 60), dateOf(startedAt)],
  ].join(' · ')
}

/** ISO 8601 to the second, for people. */
const dateOf = (iso: string): string => clipped(iso.replace('T', ' ').replace(/(\.\d+)?Z$/, ' UTC'), 30)

/** The lines of each thing that happened. */
function lineMaker({ attempts, stream }: ToldDecision, nameOf: NameOf, width: number, paint: Paint) {
  const hedges = new Set(attempts.filter(({ hedge }) => hedge).map(({ attempt_id: id }) => id))
  const seen = new Set<string>()
  const howOf = (choice: ToldChoice): string => {
    const again = seen.has(choice.group)
    seen.add(choice.group)
    if (hedges.has(choice.attempt_id ?? '')) return 'one more beside the first, which is slow'
    return again ? 'again' : byStrategy(choice)
  }
  return (happening: Happening): readonly string[] => {
    if ('ended' in happening) {
      const { ended } = happening
      return wrapped(outcomeOf(ended, stream, nameOf), width, 2).map((line) => paintOutcome(ended, paint, line))
    }
    const { step } = happening
    if (step.type === 'choice') return choiceLines(step, howOf(step), width, paint)
    return wrapped(sentenceOf(step, nameOf), width, 2).map((line) => paint('yellow', line))
  }
}

function sentenceOf(step: Exclude<ToldStep, ToldChoice>, nameOf: NameOf): string {
  if (step.type === 'wait') return `waits ${duration(step.wait_ms)}`
  const kind = clipped(step.kind, 40)
  if (step.type === 'fallback')
    return `falls back from ${clipped(step.from, 60)} to ${clipped(step.to, 60)}, because of ${kind}`
  return `${nameOf(step.deployment_id)} cools down for ${duration(step.duration_ms)}, because of ${kind}`
}
