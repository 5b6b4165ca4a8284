import { type OperationName, ProviderError } from '@turnout/core'
import { afterFailure, type Failed, whileNobody } from './after-failure.ts'
import { asProviderError } from './as-provider-error.ts'
import type { Ask } from './ask.ts'
import { attempt } from './attempt.ts'
import { begin, beginAnother, type GroupTry } from './begin.ts'
import { isDeadline, isTooLate } from './deadline.ts'
import type { Engine } from './engine.ts'
import { FallbackWalk, type Stop } from './fallback-walk.ts'
import { giveUp } from './give-up.ts'
import { pointOf } from './group-point.ts'
import { hedged } from './hedge.ts'
import { LiveReply } from './live-reply.ts'
import { mockedGroup } from './mock-failure.ts'
import { patched } from './patched.ts'
import { prepared } from './prepared.ts'
import type { Reply } from './reply.ts'
import { RequestLog } from './request-log.ts'
import type { RunningAttempt } from './running-attempt.ts'
import { waitForRelease } from './wait-for-release.ts'

/**
 * One request, from the door to the first content: the group asked for, then its fallbacks, each visited once; in each
 * group as many attempts as the retry policy allows. Throws a `TurnoutError` with the asked group's last failure.
 */
export async function route<O extends OperationName>(engine: Engine, understand: () => Ask<O>): Promise<Reply<O>> {
  const asked = understand()
  const log = new RequestLog(engine, asked)
  for (;;) {
    const first = mockedGroup(asked, asked.group) ?? (await tryGroup(engine, asked, log, asked))
    const outcome = first instanceof LiveReply ? first : await goOn(engine, asked, log, first).catch(asProviderError)
    if (outcome instanceof LiveReply) return outcome
    const waitMs = waitForRelease(engine, asked, log, outcome)
    if (waitMs === undefined) throw giveUp(engine, asked, log, outcome)
    await log.wait(waitMs)
    log.newRound()
  }
}

/**
 * The fallbacks of the group asked for, which has failed. The failure is that of the group asked for, and where all of
 * them cool down, it says when the first is back.
 */
async function goOn<O extends OperationName>(
  engine: Engine,
  asked: Ask<O>,
  log: RequestLog,
  failure: ProviderError,
): Promise<LiveReply<O> | ProviderError> {
  const fallbacks = new FallbackWalk(engine, asked)
  const { model, group } = asked
  let stop: Stop = asked
  let verdict: ProviderError | undefined
  for (let outcome: LiveReply<O> | ProviderError = failure; ; ) {
    if (outcome instanceof LiveReply) return outcome
    verdict = verdict ? sooner(verdict, outcome) : outcome
    if (asked.scope.cancelled || isDeadline(outcome)) return asked.scope.reason ?? outcome
    if (isTooLate(engine, asked)) return verdict
    const next = fallbacks.after(outcome, pointOf({ model, group, wildcard: stop.wildcard }, stop.group))
    if (next === undefined) return verdict
    log.fallBack(stop.group, next.group, outcome)
    stop = next
    outcome = mockedGroup(asked, stop.group) ?? (await tryGroup(engine, asked, log, stop))
  }
}

/** Attempts in one group until one commits, or the policy gives up, or a wait would not end before the deadline. Never throws. */
async function tryGroup<O extends OperationName>(
  engine: Engine,
  asked: Ask<O>,
  log: RequestLog,
  stop: Stop,
): Promise<LiveReply<O> | ProviderError> {
  try {
    const { group } = stop
    const ask = stop === asked ? asked : patched({ ...asked, wildcard: stop.wildcard }, stop.patch)
    const { clock } = engine.runtime
    const entry = engine.groups.get(group)
    if (!entry) throw new Error(`There is no group ${group}.`)
    const loading = engine.adaptersLoaded(entry)
    if (loading) await loading
    const pricing = engine.events.emit || ask.explain ? engine.prices.loaded(entry) : undefined
    if (pricing) await pricing
    const hints = entry.strategy.prepare && (await prepared(engine, ask, group, entry.strategy))
    const preparing = engine.windows?.prepare(ask, entry)
    if (preparing) await preparing
    const at: GroupTry = { engine, ask, log, group, entry, hints, tried: [], idleMs: 0 }
    if (!ask.isRetry && log.rounds === 0)
      engine.budgets.request(group, stop === asked ? asked.startedMs : clock.monotonicMs())
    for (let last: Failed | undefined; ; ) {
      const begun = begin(at)
      const running = begun instanceof Promise ? await begun : begun
      if (ProviderError.is(running)) {
        const next = last && whileNobody(at, last)
        if (next === undefined) return last?.failure ?? running
        if (ProviderError.is(next)) return next
        await log.wait(next)
        if (ask.scope.reason) return ask.scope.reason
        continue
      }
      const outcome = await (engine.config.hedging ? runHedged(at, ask, running) : attempt(engine, ask, log, running))
      if (!ProviderError.is(outcome)) return new LiveReply(outcome)
      if (ask.scope.reason) return ask.scope.reason
      last = { running, failure: outcome }
      const next = afterFailure(at, last)
      if (ProviderError.is(next)) return next
      if (next > 0) await log.wait(next)
      if (ask.scope.reason) return ask.scope.reason
    }
  } catch (error) {
    // Only a plugin that throws comes here: other failures are values.
    return asProviderError(error)
  }
}

/** An attempt, and another beside it when the first says nothing for long. */
function runHedged<O extends OperationName>(at: GroupTry, ask: Ask<O>, running: RunningAttempt) {
  const { engine, log } = at
  const run = (one: RunningAttempt) => attempt(engine, ask, log, one)
  const patienceMs = patienceOf(engine, running)
  if (patienceMs === undefined || isTooLate(engine, ask, patienceMs)) return run(running)
  return hedged(running, { clock: engine.runtime.clock, run, patienceMs, another: () => beginAnother(at) })
}

/** How long an attempt may say nothing before another is worth its price; undefined: for ever, or not known. */
const patienceOf = ({ config: { hedging } }: Engine, { member }: RunningAttempt): number | undefined =>
  hedging && member.firstContentTimes?.quantileMs(hedging.quantile)

/** A failure of a group that cools down, with the first return of this or another one. */
function sooner(verdict: ProviderError, { kind, retryAfterMs }: ProviderError): ProviderError {
  if (verdict.kind !== 'none-available' || kind !== 'none-available' || retryAfterMs === undefined) return verdict
  return retryAfterMs < (verdict.retryAfterMs ?? Infinity) ? verdict.with({ retryAfterMs }) : verdict
}
