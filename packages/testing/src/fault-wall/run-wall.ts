import type { FaultCase } from './case.ts'
import { wholeStream } from './cases/stream-scripts.ts'
import { completion } from './chat-text.ts'
import { hearsHttp } from './doors.ts'
import { json } from './http-text.ts'
import { answered } from './outcomes.ts'
import { type Result, runTrial } from './run-trial.ts'
import { send } from './script.ts'
import { type Target, trialsOf } from './target.ts'
import type { Upstream } from './upstream.ts'

/** A case that was not run, and why. */
export interface Skipped {
  readonly row: string
  readonly title: string
  readonly because: string
}

export interface Report {
  readonly results: readonly Result[]
  readonly skipped: readonly Skipped[]
}

export interface WallOptions {
  readonly cases: readonly FaultCase[]
  /** The gateway takes the wall's address from its request, so it can be sent to every door. */
  readonly everyDoor: boolean
  /** Hears of each result at once. */
  readonly onResult?: (result: Result) => void
  /** Brings the gateway back after a case that it did not stand. */
  readonly revive?: () => Promise<void>
}

const well: Readonly<Record<'plain' | 'streamed', FaultCase>> = {
  plain: { row: 'well', title: 'a plain answer', upstream: [[send(json(200, completion()))]], right: [answered] },
  streamed: { row: 'well', title: 'a stream', upstream: [wholeStream], asking: { stream: true }, right: [answered] },
}

/** Every case on one gateway, one after the other. Throws where it does not even answer when all is well. */
export async function runWall(target: Target, upstream: Upstream, options: WallOptions): Promise<Report> {
  const { cases, everyDoor, onResult = () => {}, revive } = options
  const isServed = async (one: FaultCase) => {
    const trials = trialsOf([one], false)
    const results = await Promise.all(trials.map((trial) => runTrial(target, upstream, trial)))
    return results.every(({ told }) => told.told === 'answer')
  }
  if (!(await isServed(well.plain))) throw new Error('the gateway does not answer, though the wall’s upstream is well')
  const streams = await isServed(well.streamed)
  const reasonFor = ({ door, ownRunOnly, asking }: FaultCase): string | undefined => {
    if (ownRunOnly !== undefined) return ownRunOnly
    if (!streams && asking?.stream) return 'it answers no stream, not even where the upstream is well'
    const isReached = everyDoor || hearsHttp(door) || door === 'closed'
    return isReached ? undefined : 'the gateway knows one address of the wall only'
  }
  const results: Result[] = []
  const resting: Skipped[] = []
  // Those after which a deployment may rest come last: with one model, nothing can be seen after them for a while.
  const restsLast = cases.toSorted((one, other) => Number(one.rests ?? false) - Number(other.rests ?? false))
  for (const trial of trialsOf(restsLast, false)) {
    const { row, title, rests } = trial.case
    if (reasonFor(trial.case) !== undefined) continue
    if (rests && !(await isServed(well.plain))) {
      resting.push({ row, title, because: 'the gateway rests after the case before' })
      continue
    }
    const isShut = !everyDoor && trial.case.door === 'closed'
    if (isShut) await upstream.doors.shut()
    const result = await runTrial(target, upstream, trial)
    if (isShut) await upstream.doors.open()
    results.push(result)
    onResult(result)
    if (result.verdict !== 'ok') await revive?.()
  }
  const skipped = cases.flatMap((one) => {
    const because = reasonFor(one)
    return because === undefined ? [] : [{ row: one.row, title: one.title, because }]
  })
  return { results, skipped: [...skipped, ...resting] }
}
