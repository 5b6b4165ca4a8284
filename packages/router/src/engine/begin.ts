import { isNonEmpty, type OperationName, ProviderError } from '@turnout/core'
import { admit } from './admit.ts'
import type { Ask } from './ask.ts'
import { contextOf, type Eligible, eligible, isAble } from './choose.ts'
import { deadlinePassed } from './deadline.ts'
import type { Engine } from './engine.ts'
import type { Member } from './member.ts'
import { releaseMs } from './release.ts'
import type { RequestLog } from './request-log.ts'
import { RunningAttempt } from './running-attempt.ts'

/** One group of one request: what has been tried there, and whoever is next. */
export interface GroupTry {
  readonly engine: Engine
  readonly ask: Ask<OperationName>
  readonly log: RequestLog
  readonly group: string
  readonly members: readonly Member[]
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
  const context = contextOf(engine, ask)
  const choice = hedge ? onlyUntried(whoMay(at), at.tried) : whoMay(at)
  if (!isNonEmpty(choice.members)) return noneEligible(at, choice)
  const attemptId = log.nextAttemptId()
  const admitted = admit(engine, context, choice.members, attemptId)
  const start = (member: Member): RunningAttempt => {
    at.tried.push(member.deployment.id)
    log.attemptStarted(attemptId, group, member.deployment.id, choice.rejected)
    return new RunningAttempt({ engine, ask, log, id: attemptId, group, member, ...(hedge ? { hedge } : {}) })
  }
  if (!(admitted instanceof Promise)) return start(admitted)
  return admitted.then((member) => {
    if (ProviderError.is(member)) return member
    if (isStill(at, member)) return start(member)
    engine.store.settle(attemptId, []).catch(() => {})
    return ask.scope.reason ?? (isLate(at) ? deadlinePassed() : begin(at, hedge))
  })
}

/** A second attempt beside the first: elsewhere in the group, if the budget has room for it. */
export async function beginAnother(at: GroupTry): Promise<RunningAttempt | undefined> {
  const { engine, group, tried } = at
  if (onlyUntried(whoMay(at), tried).members.length === 0) return undefined
  if (!engine.budgets.allows(group, engine.runtime.clock.monotonicMs())) return undefined
  const begun = await begin(at, true)
  return ProviderError.is(begun) ? undefined : begun
}

const onlyUntried = ({ members, rejected }: Eligible, tried: readonly string[]): Eligible => ({
  members: members.filter(({ deployment }) => !tried.includes(deployment.id)),
  rejected,
})

/** Who of the group may serve, now. */
export const whoMay = ({ engine, ask, group, members, tried }: GroupTry): Eligible =>
  eligible(engine, contextOf(engine, ask), members, tried, isById(group, members))

/** While a slot was asked for, the caller may have left, the deadline passed, or the deployment been taken out. */
function isStill(at: GroupTry, member: Member): boolean {
  const { engine, ask, group, members } = at
  if (ask.scope.cancelled || isLate(at)) return false
  return isAble(engine, contextOf(engine, ask), members, member, isById(group, members))
}

/** Whether a deployment was asked for by its own id. */
const isById = (group: string, [first]: readonly Member[]): boolean => first?.deployment.group !== group

const isLate = ({ engine, ask }: GroupTry): boolean => engine.runtime.clock.monotonicMs() >= ask.deadlineMs

/** Why nobody may serve: for good, when every filter's reason is what was asked; for now otherwise. */
function noneEligible(at: GroupTry, choice: Eligible): ProviderError {
  const { rejected } = choice
  const reasons = [...new Set(rejected.map(({ reason }) => reason))].join('; ')
  const forGood = rejected.length > 0 && rejected.every(({ filter }) => filter === 'serves-operation')
  const kind = forGood ? 'not-found' : 'none-available'
  const retryAfterMs = releaseMs(at, choice)
  return new ProviderError(kind, `No deployment of ${at.group} can serve this request${reasons && `: ${reasons}`}.`, {
    fault: 'router',
    ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
  })
}
