import {
  type ChoiceContext,
  type Claims,
  isNonEmpty,
  type NonEmpty,
  type OperationName,
  ProviderError,
  type Reservation,
} from '@turnout/core'
import type { Ask } from './ask.ts'
import { timesOf } from './attempt-times.ts'
import { type Eligible, select, tiersAfter } from './choose.ts'
import type { Engine } from './engine.ts'
import type { Group } from './group.ts'
import { claimsOf } from './limits.ts'
import type { Member } from './member.ts'
import { leaveProbePlace, needsProbePlace, takeProbePlace } from './probe-place.ts'
import { attemptTokensOf, inputTokensOf } from './token-estimate.ts'

/** A slot that nobody gives back (a crashed process) comes back by itself this long after the attempt must be over. */
const graceMs = 60_000

/** Longer than any stream. */
const longestStreamMs = 7 * 24 * 3_600_000

/** Who may be asked, and what was reserved of its limits. */
export interface Admitted {
  readonly member: Member
  readonly claims: Claims
  /** Whether the store knows of it, and has to be told when it is over. */
  readonly reserved: boolean
  /** Of the place for the one attempt that finds out whether it works again. */
  readonly probeId?: string
  /** Who would have been asked before, and is at a limit; absent: nobody. */
  readonly full?: readonly Member[]
}

export interface Admission {
  readonly engine: Engine
  readonly ask: Ask<OperationName>
  readonly group: Group
  readonly context: ChoiceContext
  readonly choice: Eligible
  /** Of the choice: who may be asked first. */
  readonly members: NonEmpty<Member>
}

/** Somebody else has just got in the way: the choice is to be made anew. */
export const again = Symbol('again')

type Outcome = Admitted | ProviderError

/**
 * Reserves what the chosen deployment's limits ask for, before anything is sent. Where it is full, the strategy's next
 * choices follow, all in one step: in the same one where the store has to be waited for. Without limits it is not asked.
 * Where all are full, one that may be back is tried out.
 */
export function admit(at: Admission, attemptId: string): Outcome | Promise<Outcome | typeof again> {
  const member = select(at.group, at.context, at.members)
  if (needsProbePlace(at, member)) return admitProbe(at, member, attemptId)
  const outcome = admitFirst(at, member, attemptId)
  return outcome instanceof Promise
    ? outcome.then((known) => orProbe(at, attemptId, known))
    : orProbe(at, attemptId, outcome)
}

function orProbe(at: Admission, attemptId: string, known: Outcome): Outcome | Promise<Outcome | typeof again> {
  const idle = ProviderError.is(known) ? at.members.find((other) => needsProbePlace(at, other)) : undefined
  return idle ? admitProbe(at, idle, attemptId) : known
}

async function admitProbe(at: Admission, member: Member, attemptId: string): Promise<Outcome | typeof again> {
  const probeId = await takeProbePlace(at, member, attemptId)
  if (probeId === undefined) return again
  const admitted = await admitFirst(at, member, attemptId)
  if (!ProviderError.is(admitted) && admitted.member === member) return { ...admitted, probeId }
  leaveProbePlace(at.engine, probeId)
  return admitted
}

function admitFirst(at: Admission, member: Member, attemptId: string): Outcome | Promise<Outcome> {
  const first = withClaims(at, member)
  const { claims } = first
  if (claims.length === 0) return first
  let others: readonly Admitted[] | undefined
  const more = () => {
    others ??= preferences(at, first)
    return { options: others.map((other) => other.claims), holdMs: longestHoldMs(at, others) }
  }
  const answer = at.engine.store.reserve(attemptId, [claims], holdMsOf(at, member), more)
  // As nearly always.
  if (!(answer instanceof Promise) && 'chosen' in answer && answer.chosen === 0)
    return { member, claims, reserved: true }
  const goOn = (reservation: Reservation) => {
    if ('chosen' in reservation) return taken([first, ...(others ?? [])], reservation.chosen, [])
    if (others) return full(reservation.earliestMs)
    return reserveOther(at, first, attemptId, reservation.earliestMs)
  }
  return answer instanceof Promise ? answer.then(goOn) : goOn(answer)
}

/** The first of the others that has room. */
function reserveOther(at: Admission, first: Admitted, attemptId: string, firstMs: number): Outcome | Promise<Outcome> {
  const others = preferences(at, first)
  const options = others.map(({ claims }) => claims)
  if (!isNonEmpty(options)) return full(firstMs)
  const answer = at.engine.store.reserve(attemptId, options, longestHoldMs(at, others))
  const goOn = (reservation: Reservation): Outcome =>
    'chosen' in reservation
      ? taken(others, reservation.chosen, [first])
      : full(Math.min(firstMs, reservation.earliestMs))
  return answer instanceof Promise ? answer.then(goOn) : goOn(answer)
}

/** `before`: who was asked in a step before this one. */
function taken(choices: readonly Admitted[], chosen: number, before: readonly Admitted[]): Outcome {
  const admitted = choices[chosen]
  if (!admitted) return full(Infinity)
  const { member, claims } = admitted
  const passed = [...before, ...choices.slice(0, chosen)].map((choice) => choice.member)
  return { member, claims, reserved: true, ...(passed.length > 0 ? { full: passed } : {}) }
}

const full = (earliestMs: number): ProviderError =>
  new ProviderError('none-available', 'No deployments available: every deployment of this model is at its limit.', {
    fault: 'router',
    ...(earliestMs === Infinity ? { worthRetrying: false } : { retryAfterMs: earliestMs }),
  })

/** What this request would take of a deployment's limits. */
export const claimsFor = (ask: Ask<OperationName>, member: Member): Claims => {
  const { limits } = member
  return limits.tokens ? claimsOf(limits, inputTokensOf(ask), attemptTokensOf(ask, member)) : limits.fixed
}

function withClaims({ ask }: Admission, member: Member): Admitted {
  return { member, claims: claimsFor(ask, member), reserved: false }
}

/** So many choices are the strategy's; a group with more has the rest in any order. */
const mostChoices = 8

/**
 * The strategy's order without its first choice: what it would choose then, and so on, down to one without a limit. One
 * that has to be tried out alone is not among them.
 */
function preferences(at: Admission, first: Admitted): readonly Admitted[] {
  const order: Admitted[] = []
  const mayFollow = (member: Member) => member !== first.member && !needsProbePlace(at, member)
  for (const tier of [at.members, ...tiersAfter(at.choice)].map((all) => all.filter(mayFollow)))
    for (const member of inOrder(at, tier, mostChoices - order.length)) {
      const next = withClaims(at, member)
      order.push(next)
      if (next.claims.length === 0) return order
    }
  return order
}

/** As many as that by the strategy, the others as they stand. */
function* inOrder({ group, context }: Admission, tier: readonly Member[], choices: number): Generator<Member> {
  let left = tier
  for (; choices > 0 && isNonEmpty(left); choices--) {
    const next = select(group, context, left)
    yield next
    left = without(left, next)
  }
  yield* left
}

/** A plain attempt has an end; a stream may go on as long as it says something. */
const holdMsOf = ({ ask }: Admission, { times }: Member): number =>
  ask.stream ? longestStreamMs : timesOf(ask, times).first.limitMs + graceMs

const longestHoldMs = (at: Admission, choices: readonly Admitted[]): number =>
  choices.reduce((longestMs, { member }) => Math.max(longestMs, holdMsOf(at, member)), 0)

const without = (members: readonly Member[], gone: Member): readonly Member[] =>
  members.filter((member) => member !== gone)
