import {
  type ChoiceContext,
  type Claims,
  isNonEmpty,
  type NonEmpty,
  type OperationName,
  ProviderError,
} from '@turnout/core'
import type { Ask } from './ask.ts'
import { timesOf } from './attempt-times.ts'
import { select } from './choose.ts'
import type { Engine } from './engine.ts'
import type { Group } from './group.ts'
import { claimsOf } from './limits.ts'
import type { Member } from './member.ts'
import { attemptTokensOf } from './token-estimate.ts'

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
 * choices follow in the same step. Without limits the store is not asked.
 */
export function admit(
  at: Admission,
  choosable: Choosable,
  attemptId: string,
): Admitted | Promise<Admitted | ProviderError> {
  const first = withClaims(at, select(at.group, at.context, choosable.members))
  return first.claims.length === 0 ? first : reserve(at, choosable, first, attemptId)
}

const withClaims = ({ ask }: Admission, member: Member): Admitted => ({
  member,
  claims: claimsOf(member.limits, () => attemptTokensOf(ask, member.answerSizes)),
  reserved: false,
})

async function reserve(
  at: Admission,
  choosable: Choosable,
  first: Admitted,
  attemptId: string,
): Promise<Admitted | ProviderError> {
  const choices = preferences(at, choosable, first)
  const options: [Claims, ...Claims[]] = [first.claims, ...choices.slice(1).map(({ claims }) => claims)]
  const answer = await at.engine.store.reserve(attemptId, options, holdMsOf(at, choices))
  if ('chosen' in answer) return { ...(choices[answer.chosen] ?? first), reserved: true }
  return new ProviderError(
    'none-available',
    'No deployments available: every deployment of this model is at its limit.',
    {
      fault: 'router',
      ...(answer.earliestMs === Infinity ? { worthRetrying: false } : { retryAfterMs: answer.earliestMs }),
    },
  )
}

/** So many choices are the strategy's; a group with more has the rest in any order. */
const mostChoices = 8

/** The strategy's order: its choice, its choice without that one, and so on, down to one that has no limit. */
function preferences(at: Admission, { members, later }: Choosable, first: Admitted): readonly Admitted[] {
  const order = [first]
  for (const tier of [without(members, first.member), ...later()]) {
    let left = tier
    while (isNonEmpty(left)) {
      const [any] = left
      const next = withClaims(at, order.length < mostChoices ? select(at.group, at.context, left) : any)
      order.push(next)
      if (next.claims.length === 0) return order
      left = order.length > mostChoices ? left.slice(1) : without(left, next.member)
    }
  }
  return order
}

/** A plain attempt has an end; a stream may go on as long as it says something. */
function holdMsOf({ engine, ask }: Admission, choices: readonly Admitted[]): number {
  if (ask.stream) return longestStreamMs
  return Math.max(...choices.map(({ member }) => timesOf(engine, ask, member).first.limitMs)) + graceMs
}

const without = (members: readonly Member[], gone: Member): readonly Member[] =>
  members.filter((member) => member !== gone)
