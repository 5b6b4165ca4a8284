import {
  type ChoiceContext,
  type Claims,
  isNonEmpty,
  type NonEmpty,
  type OperationName,
  ProviderError,
} from '@turnout/core'
import type { Ask } from './ask.ts'
import { select } from './choose.ts'
import { defaultTimeoutMs } from './default-times.ts'
import type { Engine } from './engine.ts'
import type { Group } from './group.ts'
import { claimsOf } from './limits.ts'
import type { Member } from './member.ts'
import { attemptTokensOf } from './token-estimate.ts'

/** A slot that nobody gives back (a crashed process) comes back by itself this long after the attempt must be over. */
const graceMs = 60_000

/** Who may be asked, and what was reserved of its limits. */
export interface Admitted {
  readonly member: Member
  readonly claims: Claims
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
  members: NonEmpty<Member>,
  attemptId: string,
): Admitted | Promise<Admitted | ProviderError> {
  const first = withClaims(at, select(at.group, at.context, members))
  return first.claims.length === 0 ? first : reserve(at, members, first, attemptId)
}

const withClaims = ({ ask }: Admission, member: Member): Admitted => ({
  member,
  claims: claimsOf(member.limits, () => attemptTokensOf(ask, member.answerSizes)),
})

async function reserve(
  at: Admission,
  members: NonEmpty<Member>,
  first: Admitted,
  attemptId: string,
): Promise<Admitted | ProviderError> {
  const { config, store } = at.engine
  const choices = preferences(at, members, first)
  const options: [Claims, ...Claims[]] = [first.claims, ...choices.slice(1).map(({ claims }) => claims)]
  const holdMs = (first.member.deployment.timeoutMs ?? config.timeoutMs ?? defaultTimeoutMs) + graceMs
  const answer = await store.reserve(attemptId, options, holdMs)
  if ('chosen' in answer) return choices[answer.chosen] ?? first
  return new ProviderError(
    'none-available',
    'No deployments available: every deployment of this model is at its limit.',
    { fault: 'router', retryAfterMs: answer.earliestMs },
  )
}

/** So many choices are the strategy's; a group with more has the rest in any order. */
const mostChoices = 8

/** The strategy's order: its choice, its choice without that one, and so on, down to one that has no limit. */
function preferences(at: Admission, members: NonEmpty<Member>, first: Admitted): readonly Admitted[] {
  const order = [first]
  let left = without(members, first.member)
  while (isNonEmpty(left) && order.length < mostChoices) {
    const next = withClaims(at, select(at.group, at.context, left))
    order.push(next)
    if (next.claims.length === 0) return order
    left = without(left, next.member)
  }
  for (const member of left) order.push(withClaims(at, member))
  return order
}

const without = (members: readonly Member[], gone: Member): readonly Member[] =>
  members.filter((member) => member !== gone)
