import { type ChoiceContext, isNonEmpty, ProviderError } from '@turnout/core'
import { type Admitted, admit, again } from './admit.ts'
import { Choice } from './choice.ts'
import { type Chosen, NotedChoice } from './choice-record.ts'
import { type Eligible, eligible, isAble } from './choose.ts'
import { deadlinePassed } from './deadline.ts'
import type { Member } from './member.ts'
import { type GroupVisit, noneEligible } from './none-eligible.ts'
import { leaveProbePlace } from './probe-place.ts'
import { releaseMs } from './release.ts'
import { type RequestLog, toldOf } from './request-log.ts'
import { RunningAttempt } from './running-attempt.ts'

/** One group of one request: what has been tried there, and whoever is next. */
export interface GroupTry extends GroupVisit {
  readonly log: RequestLog
  /** What its strategy prepared for this request. */
  readonly hints: unknown
  /** Ids, in order, with repetitions. */
  readonly tried: string[]
  /** Spent waiting while nobody was able. */
  idleMs: number
}

type Begun = RunningAttempt | ProviderError

/** Filters, the strategy, the limits; then the attempt has begun. Or the reason why nobody can be asked. */
export function begin(at: GroupTry, hedge?: boolean): Begun | Promise<Begun> {
  const { engine, ask, log, group } = at
  if (ask.scope.reason) return ask.scope.reason
  if (isLate(at)) return deadlinePassed()
  const context = new Choice(engine, ask, group, at.hints)
  const able = whoMay(at, context)
  const choice = hedge ? onlyUntried(able) : able
  const { members } = choice
  if (!isNonEmpty(members)) return toldFailure(at, choice, noneEligible(at, choice))
  const attemptId = log.nextAttemptId()
  const admitted = admit({ engine, ask, group: at.entry, context, choice, members }, attemptId)
  if (admitted instanceof Promise) return admitted.then((later) => whenAdmitted(at, choice, attemptId, later, hedge))
  return ProviderError.is(admitted) ? refused(at, choice, admitted) : start(at, choice, attemptId, admitted, hedge)
}

function start(
  at: GroupTry,
  choice: Eligible,
  id: string,
  taken: Admitted,
  hedge: boolean | undefined,
): RunningAttempt {
  const { engine, ask, log, group, tried } = at
  const { member, claims, reserved, probeId, full } = taken
  if (log.steps) note(at, { choice, chosen: member, attemptId: id, full: full ?? nobody })
  tried.push(member.deployment.id)
  log.attemptStarted(id, group, member.deployment.id, choice.rejected)
  return new RunningAttempt({ engine, ask, log, id, group, member, claims, reserved, probeId, hedge })
}

const refused = (at: GroupTry, choice: Eligible, full: ProviderError) =>
  toldFailure(at, choice, soonest(full, releaseMs(at, choice)), choice.able)

/** Nobody could be asked: that is a choice, too. */
function toldFailure(at: GroupTry, choice: Eligible, failure: ProviderError, full?: readonly Member[]): ProviderError {
  const { retryAfterMs } = failure
  if (at.log.steps) {
    const told = { ...toldOf(failure), ...(retryAfterMs === undefined ? {} : { retryAfterMs }) }
    note(at, { choice, failure: told, full: full ?? nobody })
  }
  return failure
}

function note(
  { engine, ask, log, group, entry, hints }: GroupTry,
  moment: Omit<Chosen, 'group' | 'entry' | 'atMs'>,
): void {
  const atMs = engine.runtime.clock.monotonicMs()
  log.chose(new NotedChoice({ ...moment, group, entry, atMs }, () => new Choice(engine, ask, group, hints)))
}

const nobody: readonly Member[] = []

/** The store has answered: is the choice still good? */
function whenAdmitted(
  at: GroupTry,
  choice: Eligible,
  attemptId: string,
  taken: Admitted | ProviderError | typeof again,
  hedge: boolean | undefined,
): Begun | Promise<Begun> {
  const { engine, ask } = at
  if (taken === again) return begin(at, hedge)
  if (ProviderError.is(taken)) return refused(at, choice, taken)
  if (isStill(at, taken)) return start(at, choice, attemptId, taken, hedge)
  const nothing = taken.claims.map(({ key }) => ({ key, amount: 0 }))
  engine.store.settle(attemptId, nothing).catch(() => {})
  leaveProbePlace(engine, taken.probeId)
  return ask.scope.reason ?? (isLate(at) ? deadlinePassed() : begin(at, hedge))
}

/** A second attempt beside the first: elsewhere in the group, if the budget has room for it. */
export async function beginAnother(at: GroupTry): Promise<RunningAttempt | undefined> {
  const { engine, group } = at
  if (onlyUntried(whoMay(at)).members.length === 0) return undefined
  if (!engine.budgets.allows(group, engine.runtime.clock.monotonicMs())) return undefined
  const begun = await begin(at, true)
  return ProviderError.is(begun) ? undefined : begun
}

const onlyUntried = ({ members, able, tried, rejected }: Eligible): Eligible => {
  const untried = (list: readonly Member[]) => list.filter(({ deployment }) => !tried.includes(deployment.id))
  return { members: untried(members), able: untried(able), tried, rejected }
}

/** Who of the group may serve, now. */
export const whoMay = (
  { engine, ask, group, entry, hints, tried }: GroupTry,
  context: ChoiceContext = new Choice(engine, ask, group, hints),
): Eligible => eligible(engine, context, entry, tried)

/**
 * While a slot was asked for, the caller may have left, the deadline passed, or the deployment been taken out. Who is to
 * try it out does so, whatever others were told meanwhile.
 */
function isStill(at: GroupTry, { member, probeId }: Admitted): boolean {
  const { engine, ask, group, entry, hints } = at
  if (ask.scope.cancelled || isLate(at)) return false
  return probeId !== undefined || isAble(engine, new Choice(engine, ask, group, hints), entry, member)
}

const isLate = ({ engine, ask: { deadlineMs } }: GroupTry): boolean =>
  deadlineMs < Infinity && engine.runtime.clock.monotonicMs() >= deadlineMs

/** Of those that are full and those that cool down, whoever is back first. */
function soonest(full: ProviderError, coolingMs: number | undefined): ProviderError {
  if (coolingMs === undefined || (full.retryAfterMs ?? Infinity) <= coolingMs) return full
  return full.with({ retryAfterMs: coolingMs, worthRetrying: true })
}
