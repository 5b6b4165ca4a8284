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
import { select } from './choose.ts'
import type { Engine } from './engine.ts'
import type { Group } from './group.ts'
import { claimsOf } from './limits.ts'
import type { Member } from './member.ts'
import { noteTrial, probeClaim } from './probe-claim.ts'
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
}

/** Who may be asked, and who where these are full. */
export interface Choosable {
  readonly members: NonEmpty<Member>
  readonly later: () => readonly (readonly Member[])[]
}

export interface Admission {
  readonly engine: Engine
  readonly ask: Ask<OperationName>
  readonly group: Group
  readonly context: ChoiceContext
}

/**
 * Reserves what the chosen deployment's limits ask for, before anything is sent. Where it is full, the strategy's next
 * choices follow, all in one step: in the same one where the store has to be waited for. Without limits it is not asked.
 */
export function admit(
  at: Admission,
  choosable: Choosable,
  attemptId: string,
): Admitted | Promise<Admitted | ProviderError> | ProviderError {
  const first = withClaims(at, select(at.group, at.context, choosable.members))
  if (first.claims.length === 0) return first
  let others: readonly Admitted[] | undefined
  const more = () => {
    others ??= preferences(at, choosable, first)
    return { options: others.map(({ claims }) => claims), holdMs: holdMsOf(at, others) }
  }
  const answer = at.engine.store.reserve(attemptId, [first.claims], holdMsOf(at, [first]), more)
  const goOn = (reservation: Reservation) => {
    if ('chosen' in reservation) return taken([first, ...(others ?? [])], reservation.chosen)
    noteTrial(at, first.member)
    if (!others) return reserveOther(at, preferences(at, choosable, first), attemptId, reservation.earliestMs)
    return refused(at, others, reservation.earliestMs)
  }
  return answer instanceof Promise ? answer.then(goOn) : goOn(answer)
}

/** The first of the others that has room. */
function reserveOther(
  at: Admission,
  others: readonly Admitted[],
  attemptId: string,
  firstMs: number,
): Admitted | Promise<Admitted | ProviderError> | ProviderError {
  const options = others.map(({ claims }) => claims)
  if (!isNonEmpty(options)) return full(firstMs)
  const answer = at.engine.store.reserve(attemptId, options, holdMsOf(at, others))
  const goOn = (reservation: Reservation): Admitted | ProviderError =>
    'chosen' in reservation
      ? taken(others, reservation.chosen)
      : refused(at, others, Math.min(firstMs, reservation.earliestMs))
  return answer instanceof Promise ? answer.then(goOn) : goOn(answer)
}

function taken(choices: readonly Admitted[], chosen: number): Admitted | ProviderError {
  const admitted = choices[chosen]
  return admitted ? { ...admitted, reserved: true } : full(Infinity)
}

function refused(at: Admission, others: readonly Admitted[], earliestMs: number): ProviderError {
  for (const { member } of others) noteTrial(at, member)
  return full(earliestMs)
}

const full = (earliestMs: number): ProviderError =>
  new ProviderError('none-available', 'No deployments available: every deployment of this model is at its limit.', {
    fault: 'router',
    ...(earliestMs === Infinity ? { worthRetrying: false } : { retryAfterMs: earliestMs }),
  })

function withClaims(at: Admission, member: Member): Admitted {
  const { ask } = at
  const estimate = { input: () => inputTokensOf(ask), total: () => attemptTokensOf(ask, member) }
  const claims = claimsOf(member.limits, estimate)
  const probe = probeClaim(at, member)
  return { member, claims: probe ? [...claims, probe] : claims, reserved: false }
}

/** So many choices are the strategy's; a group with more has the rest in any order. */
const mostChoices = 8

/** The strategy's order without its first choice: what it would choose then, and so on, down to one without a limit. */
function preferences(at: Admission, { members, later }: Choosable, first: Admitted): readonly Admitted[] {
  const order: Admitted[] = []
  for (const tier of [without(members, first.member), ...later()])
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
function holdMsOf({ engine, ask }: Admission, choices: readonly Admitted[]): number {
  if (ask.stream) return longestStreamMs
  return Math.max(...choices.map(({ member }) => timesOf(engine, ask, member).first.limitMs)) + graceMs
}

const without = (members: readonly Member[], gone: Member): readonly Member[] =>
  members.filter((member) => member !== gone)
