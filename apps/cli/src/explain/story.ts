import type { ToldAttempt, ToldChoice, ToldDecision, ToldStep } from './told.ts'

/** One thing that happened: a step, or the end of an attempt. */
export type Happening =
  | { readonly atMs: number; readonly step: ToldStep }
  | { readonly atMs: number; readonly ended: ToldAttempt }

/** Times are told to a hundredth of a ms; two of them that are one may differ by so much. */
const roundingMs = 0.02

/**
 * What happened in the order in which it did: steps as they are told, and between them the attempts as they ended, also
 * of two at a time. Where nobody recorded steps, the attempts alone.
 */
export function storyOf({ steps = [], attempts }: Pick<ToldDecision, 'steps' | 'attempts'>): readonly Happening[] {
  const waiting = new Map(attempts.map((attempt) => [attempt.attempt_id, attempt]))
  const running: ToldAttempt[] = []
  const happened: Happening[] = []
  const endThose = (untilMs: number) => {
    running.sort((one, other) => endOf(one) - endOf(other) || Number(!!one.error) - Number(!!other.error))
    for (let [first] = running; first && endOf(first) <= untilMs + roundingMs; [first] = running) {
      happened.push({ atMs: endOf(first), ended: first })
      running.shift()
    }
  }
  for (const step of steps) {
    endThose(step.at_ms)
    happened.push({ atMs: step.at_ms, step })
    const begun = step.type === 'choice' ? attemptOf(step, waiting) : undefined
    if (!begun) continue
    waiting.delete(begun.attempt_id)
    running.push(begun)
  }
  running.push(...waiting.values())
  endThose(Infinity)
  return happened
}

const attemptOf = ({ attempt_id: id }: ToldChoice, attempts: ReadonlyMap<string, ToldAttempt>) =>
  id === undefined ? undefined : attempts.get(id)

const endOf = ({ start_ms: startMs, duration_ms: tookMs }: ToldAttempt): number => startMs + tookMs
