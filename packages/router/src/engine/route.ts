import { isNonEmpty, type OperationName, ProviderError } from '@turnout/core'
import { admit } from './admit.ts'
import { asProviderError } from './as-provider-error.ts'
import type { Ask } from './ask.ts'
import { attempt } from './attempt.ts'
import { contextOf, type Eligible, eligible } from './choose.ts'
import type { Engine } from './engine.ts'
import { FallbackWalk } from './fallback-walk.ts'
import { Reply } from './reply.ts'
import { RequestLog } from './request-log.ts'
import { RunningAttempt } from './running-attempt.ts'

/**
 * One request, from the door to the first content: the group asked for, then its fallbacks, each visited once; in each
 * group as many attempts as the retry policy allows. Throws a `TurnoutError` with the asked group's last failure.
 */
export async function route<O extends OperationName>(engine: Engine, understand: () => Ask<O>): Promise<Reply<O>> {
  const ask = understand()
  const log = new RequestLog(engine, ask)
  let group = ask.group
  let walk: FallbackWalk | undefined
  let verdict: ProviderError | undefined
  for (;;) {
    const outcome = await tryGroup(engine, ask, log, group).catch(asProviderError)
    if (outcome instanceof Reply) return outcome
    verdict ??= outcome
    if (ask.scope.cancelled || engine.runtime.clock.monotonicMs() >= ask.deadlineMs) throw log.fail(group, outcome)
    const alias = group === ask.group && ask.model !== group ? ask.model : undefined
    walk ??= new FallbackWalk(engine, ask)
    const next = walk.after(outcome, group, alias)
    if (next === undefined) throw log.fail(group, verdict)
    log.fallBack(group, next, outcome)
    group = next
  }
}

/**
 * Attempts in one group until one commits, or the policy gives up, or a wait would not end before the deadline. Failures
 * are values here; only a plugin that throws makes it throw.
 */
async function tryGroup<O extends OperationName>(
  engine: Engine,
  ask: Ask<O>,
  log: RequestLog,
  group: string,
): Promise<Reply<O> | ProviderError> {
  const { clock, random } = engine.runtime
  const members = engine.groups.get(group) ?? []
  const tried: string[] = []
  for (let attempts = 1, last: ProviderError | undefined; ; attempts++) {
    const context = contextOf(engine, ask)
    const choice = eligible(engine, context, members, tried)
    if (!isNonEmpty(choice.members)) return last ?? noneEligible(group, choice)
    const attemptId = `${ask.requestId}-${log.attempts.length + 1}`
    const admitted = admit(engine, context, choice.members, attemptId)
    const member = admitted instanceof Promise ? await admitted : admitted
    if (ProviderError.is(member)) return last ?? member
    log.attemptStarted(attemptId, group, member.deployment.id, choice.rejected)
    const running = new RunningAttempt(engine, ask, log, attemptId, group, member)
    const outcome = await attempt(engine, ask, log, running)
    if (outcome instanceof Reply) return outcome
    if (ask.scope.reason) return ask.scope.reason
    last = outcome
    tried.push(member.deployment.id)
    const numRetries = ask.numRetries ?? member.deployment.numRetries ?? engine.config.numRetries
    const untried = countUntried(eligible(engine, context, members, tried), tried)
    const waitMs = engine.retryPolicy(outcome, { attempts, numRetries, untried, random })
    if (waitMs === undefined) return outcome
    if (clock.monotonicMs() + waitMs >= ask.deadlineMs) return outcome
    if (waitMs > 0) await clock.sleep(waitMs, ask.scope)
    log.waitedMs += waitMs
    if (ask.scope.reason) return ask.scope.reason
  }
}

const countUntried = ({ members }: Eligible, tried: readonly string[]): number =>
  members.filter(({ deployment }) => !tried.includes(deployment.id)).length

/** Why nobody may serve: for good, when every filter's reason is what was asked; for now otherwise. */
function noneEligible(group: string, { rejected }: Eligible): ProviderError {
  const reasons = [...new Set(rejected.map(({ reason }) => reason))].join('; ')
  const forGood = rejected.length > 0 && rejected.every(({ filter }) => filter === 'serves-operation')
  const kind = forGood ? 'not-found' : 'none-available'
  return new ProviderError(kind, `No deployment of ${group} can serve this request${reasons && `: ${reasons}`}.`)
}
