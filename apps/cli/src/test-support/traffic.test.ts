import { setTimeout as wait } from 'node:timers/promises'
import { ask, one, type Told } from './ask-turnout.test.ts'
import type { Turnout } from './running-turnout.test.ts'

export interface Answered extends Told {
  /** Which of the processes was asked, and when (ms on the clock of `performance.now()`). */
  readonly at: number
  readonly askedMs: number
}

/** Asks so often a second, in turn, whatever comes back; the outcome resolves to all answers once that is over. */
export function steadily(
  fleet: readonly Turnout[],
  perSecond: number,
  model: string,
  extra: (at: number) => object = () => ({}),
) {
  const answers: Promise<Answered>[] = []
  const startedMs = performance.now()
  let isOver = false
  const asking = (async () => {
    while (!isOver) {
      const due = Math.ceil(((performance.now() - startedMs) * perSecond) / 1_000)
      while (answers.length < due && !isOver) {
        const at = answers.length % fleet.length
        const askedMs = performance.now()
        answers.push(ask(one(fleet, at), model, extra(at)).then((told) => ({ ...told, at, askedMs })))
      }
      await wait(2)
    }
  })()
  return async (): Promise<readonly Answered[]> => {
    isOver = true
    await asking
    return Promise.all(answers)
  }
}

/** The most of these times that lie within so long of each other. */
export function mostInWindow(timesMs: readonly number[], windowMs: number): number {
  const sorted = timesMs.toSorted((a, b) => a - b)
  let [first, most] = [0, 0]
  for (const [last, atMs] of sorted.entries()) {
    while (atMs - (sorted[first] ?? atMs) >= windowMs) first++
    most = Math.max(most, last - first + 1)
  }
  return most
}

/** The value below which this part of them lies. */
export function quantile(values: readonly number[], part: number): number {
  const sorted = values.toSorted((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(part * sorted.length))] ?? Number.NaN
}
