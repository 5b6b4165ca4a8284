import {
  type AttemptEnd,
  type AttemptRecord,
  type AttemptStart,
  CancelScope,
  type Claims,
  choicesAsked,
  errorTable,
  type OperationName,
  type ProviderError,
  type Tracker,
  type TransportHeaders,
} from '@turnout/core'
import type { Fitted } from '../params/fitted.ts'
import type { Ask } from './ask.ts'
import { costOf } from './cost-of.ts'
import type { Engine } from './engine.ts'
import { actualsOf } from './limits.ts'
import type { Member } from './member.ts'
import { leaveProbePlace } from './probe-place.ts'
import type { RequestLog } from './request-log.ts'
import { newSpanId } from './span-id.ts'
import { targetOf } from './target.ts'
import { attemptTokensOf } from './token-estimate.ts'
import type { UsageMeter } from './usage-meter.ts'
import { withoutQuotes } from './without-quotes.ts'

export interface AttemptParts {
  readonly engine: Engine
  readonly ask: Ask<OperationName>
  readonly log: RequestLog
  readonly id: string
  readonly group: string
  readonly member: Member
  /** What was reserved for it. */
  readonly claims: Claims
  readonly reserved: boolean
  /** Of the place that makes it the one that finds out whether the deployment works again. */
  readonly probeId: string | undefined
  /** Whether another attempt of the same request is running. */
  readonly hedge: boolean | undefined
}

/** One attempt's bookkeeping: everything that starts with it ends with it, exactly once. */
export class RunningAttempt {
  readonly id: string
  readonly group: string
  readonly member: Member
  readonly startedMs: number
  /** Cancelled with the request, or alone. */
  readonly scope: CancelScope
  firstContentMs: number | undefined
  /** Its place in a trace, where the request has one. */
  readonly spanId: string | undefined
  /** What had to be done to the request for this deployment; undefined: nothing. */
  fit: Fitted<OperationName> | undefined
  /** Of what was seen so far. */
  meter: UsageMeter | undefined
  /** Of the provider's answer. */
  headers: TransportHeaders | undefined
  readonly #parts: AttemptParts
  #probeId: string | undefined
  #over = false

  constructor(parts: AttemptParts) {
    const { id, group, member, ask, engine } = parts
    this.id = id
    this.group = group
    this.member = member
    this.#parts = parts
    this.#probeId = parts.probeId
    this.spanId = ask.trace && newSpanId(engine.runtime.random)
    this.scope = new CancelScope(ask.scope)
    this.startedMs = engine.runtime.clock.monotonicMs()
    if (this.#isMock) return
    member.health.start({ attemptId: id, atMs: this.startedMs }, parts.probeId !== undefined)
    if (member.health.isProbe(id)) engine.soft?.soon()
    if (member.trackers.length > 0) this.#tellStart(ask, member)
  }

  #tellStart(ask: Ask<OperationName>, member: Member): void {
    const started = new Started(this.id, this.startedMs, ask, member)
    for (const tracker of member.trackers) tellStart(tracker, started)
  }

  /** How many answers were asked for. */
  get choices(): number {
    const { request, deployment } = this.fit ?? { request: this.#parts.ask.request, deployment: this.member.deployment }
    return choicesAsked(request, deployment.defaults)
  }

  /** The first content is here: whatever comes now, the deployment works. */
  commit(): void {
    this.firstContentMs = this.#parts.engine.runtime.clock.monotonicMs()
    const { health } = this.member
    if (this.#isMock || !health.isProbe(this.id)) return
    health.prove(this.id, this.firstContentMs)
    this.#leaveProbePlace()
    this.#parts.engine.soft?.soon()
  }

  /** Settles: health, trackers, store, record, event. The second call does nothing. */
  end(failure: ProviderError | undefined, meter?: UsageMeter): void {
    if (this.#over) return
    this.#over = true
    const { engine, ask, log, hedge } = this.#parts
    const { deployment, trackers, health, limits } = this.member
    const endedMs = engine.runtime.clock.monotonicMs()
    const isAsked = trackers.length > 0 || limits.tokens || engine.events.emit || ask.explain
    const known = meter && isAsked ? meter.read() : undefined
    // What was cancelled before it said anything may go on where it runs: it is held at its estimate.
    const seen = known && !(known.estimated && this.firstContentMs === undefined)
    this.#leaveProbePlace()
    this.#settle(failure, seen ? known.usage.total_tokens : undefined)
    const { id: attemptId, startedMs } = this
    if (!this.#isMock) {
      const probe = health.isProbe(attemptId)
      health.end({ attemptId, startedMs, endedMs, failure })
      if (probe) engine.soft?.soon()
      if (trackers.length > 0 || limits.tokens) this.#tellEnd(failure, endedMs, known)
      if (failure) this.#judge(failure, probe, endedMs)
    }
    const record: AttemptRecord = {
      attemptId,
      group: this.group,
      deploymentId: deployment.id,
      provider: deployment.provider,
      startedMs,
      endedMs,
      firstContentMs: this.firstContentMs,
      hedge,
      droppedParams: droppedBy(this.fit),
      usage: known?.usage,
      usageEstimated: known?.estimated,
      costUsd: known && costOf(known.usage, engine.prices.of(targetOf(engine, ask, deployment))),
      spanId: this.spanId,
      failure: failure && describe(failure, ask.request),
    }
    log.attemptEnded(record)
  }

  /** A stream that goes on is no longer a probe: the next one may come before its end. */
  #leaveProbePlace(): void {
    leaveProbePlace(this.#parts.engine, this.#probeId)
    this.#probeId = undefined
  }

  #tellEnd(failure: ProviderError | undefined, endedMs: number, known: Known | undefined): void {
    const { ask } = this.#parts
    const { trackers, limits, answerSizes } = this.member
    const { operation, stream } = ask
    const { id: attemptId, startedMs, firstContentMs } = this
    const ended: AttemptEnd = {
      attemptId,
      operation,
      stream,
      startedMs,
      endedMs,
      firstContentMs,
      failure,
      usage: known?.usage,
      usageEstimated: known?.estimated,
      headers: this.headers,
    }
    if (limits.tokens) answerSizes.end(ended, this.choices)
    for (const tracker of trackers) tellEnd(tracker, ended)
  }

  #settle(failure: ProviderError | undefined, used: number | undefined): void {
    const { engine, ask, claims, reserved } = this.#parts
    if (!reserved) return
    const { limits } = this.member
    const tokens = used ?? (limits.tokens ? attemptTokensOf(ask, this.member) : 0)
    const hasBegun = this.firstContentMs !== undefined
    const actuals = actualsOf(limits, claims, { failure, used: tokens, hasBegun })
    engine.store.settle(this.id, actuals).catch(() => {})
  }

  /** What a request brings with it, to test its own client, says nothing of the deployment. */
  get #isMock(): boolean {
    return this.#parts.ask.mockResponse !== undefined
  }

  /** The policy says whether the deployment is left alone for a while; one that serves many models never is. */
  #judge(failure: ProviderError, probe: boolean, nowMs: number): void {
    const { engine, log } = this.#parts
    const { deployment, health } = this.member
    if (deployment.group.includes('*')) return
    const groupSize = engine.groups.get(deployment.group)?.members.length ?? 1
    const { failures, successes } = health.tally.counts(nowMs)
    const tally = { deployment, failures, successes, groupSize, probe }
    const durationMs = engine.cooldownPolicy(failure, tally)
    if (durationMs === undefined) return
    health.cool(failure.kind, nowMs + durationMs, failure.retryAfterMs !== undefined)
    engine.soft?.soon()
    log.cooledDown(deployment, failure.kind, durationMs)
  }
}

/** What trackers hear; its tokens are reckoned for those who look at them. */
class Started implements AttemptStart {
  readonly attemptId: string
  readonly operation: OperationName
  readonly stream: boolean
  readonly atMs: number
  readonly #ask: Ask<OperationName>
  readonly #member: Member

  constructor(attemptId: string, atMs: number, ask: Ask<OperationName>, member: Member) {
    this.attemptId = attemptId
    this.operation = ask.operation
    this.stream = ask.stream
    this.atMs = atMs
    this.#ask = ask
    this.#member = member
  }

  get estimatedTokens(): number {
    return attemptTokensOf(this.#ask, this.#member)
  }
}

const droppedBy = (fit: Fitted<OperationName> | undefined) => (fit && fit.dropped.length > 0 ? fit.dropped : undefined)

type Known = ReturnType<UsageMeter['read']>

/** A tracker of somebody's own must not keep the others, or the slot, from ending: what it throws is its own. */
function tellStart(tracker: Tracker<unknown>, started: AttemptStart): void {
  try {
    tracker.start?.(started)
  } catch {
    // Its own.
  }
}

/** The same at the end. */
function tellEnd(tracker: Tracker<unknown>, ended: AttemptEnd): void {
  try {
    tracker.end?.(ended)
  } catch {
    // Its own.
  }
}

const describe = ({ kind, message }: ProviderError, request: Ask<OperationName>['request']) => ({
  ...{ kind, className: errorTable[kind].className },
  message: withoutQuotes(message, request),
})
