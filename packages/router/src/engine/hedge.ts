import { type Clock, type OperationName, ProviderError } from '@turnout/core'
import { type Committed, discard } from './committed.ts'
import type { RunningAttempt } from './running-attempt.ts'

type Outcome<O extends OperationName> = Committed<O> | ProviderError

interface Racer<O extends OperationName> {
  readonly running: RunningAttempt
  readonly outcome: Promise<Outcome<O>>
}

export interface Hedge<O extends OperationName> {
  readonly clock: Clock
  readonly run: (running: RunningAttempt) => Promise<Outcome<O>>
  /** How long an attempt may say nothing before another is worth its price. */
  readonly patienceMs: number
  /** Starts another attempt elsewhere in the group; undefined where there is nowhere, or the budget is spent. */
  readonly another: () => Promise<RunningAttempt | undefined>
}

/** At most two attempts at a time. The first of them to say something serves; the other is cancelled. */
export async function hedged<O extends OperationName>(
  running: RunningAttempt,
  { clock, run, patienceMs, another }: Hedge<O>,
): Promise<Outcome<O>> {
  const outcome = run(running)
  if (!(await takesLonger(clock, outcome, patienceMs))) return outcome
  const second = await another().catch(() => undefined)
  return second
    ? firstToCommit([
        { running, outcome },
        { running: second, outcome: run(second) },
      ])
    : outcome
}

const takesLonger = (clock: Clock, outcome: Promise<unknown>, ms: number): Promise<boolean> =>
  new Promise((resolve) => {
    const stop = clock.timer(ms, () => resolve(true))
    void outcome.then(() => {
      stop()
      resolve(false)
    })
  })

/** Where both fail, the later failure counts. */
const firstToCommit = <O extends OperationName>(racers: readonly Racer<O>[]): Promise<Outcome<O>> =>
  new Promise((resolve) => {
    let winner: RunningAttempt | undefined
    let left = racers.length
    for (const { running, outcome } of racers)
      void outcome.then((result) => {
        left--
        if (ProviderError.is(result)) {
          if (left === 0 && !winner) resolve(result)
        } else if (winner) discard(result, faster())
        else {
          winner = running
          resolve(result)
          for (const other of racers) if (other.running !== running) lose(other.running)
        }
      })
  })

/** It is over at once, so that the request cannot end before it. */
function lose(running: RunningAttempt): void {
  running.end(faster(), running.meter)
  running.scope.cancel(faster())
}

const faster = (): ProviderError => new ProviderError('cancelled', 'Another attempt was faster.')
