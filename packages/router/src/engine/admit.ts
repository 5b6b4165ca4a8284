import { type ChoiceContext, type Claims, isNonEmpty, type NonEmpty, ProviderError } from '@turnout/core'
import { select } from './choose.ts'
import { defaultTimeoutMs } from './default-times.ts'
import type { Engine } from './engine.ts'
import type { Member } from './member.ts'

/** A slot that nobody gives back (a crashed process) comes back by itself this long after the attempt must be over. */
const graceMs = 60_000

/**
 * Reserves what the chosen deployment's limits ask for, before anything is sent. Where it is full, the strategy's next
 * choices follow in the same step. Without limits the store is not asked.
 */
export function admit(
  engine: Engine,
  context: ChoiceContext,
  members: NonEmpty<Member>,
  attemptId: string,
): Member | Promise<Member | ProviderError> {
  const first = select(engine, context, members)
  return first.claims.length === 0 ? first : reserve(engine, context, members, first, attemptId)
}

async function reserve(
  engine: Engine,
  context: ChoiceContext,
  members: NonEmpty<Member>,
  first: Member,
  attemptId: string,
): Promise<Member | ProviderError> {
  const choices = preferences(engine, context, members, first)
  const options: [Claims, ...Claims[]] = [first.claims, ...choices.slice(1).map(({ claims }) => claims)]
  const holdMs = (first.deployment.timeoutMs ?? engine.config.timeoutMs ?? defaultTimeoutMs) + graceMs
  const answer = await engine.store.reserve(attemptId, options, holdMs)
  if ('chosen' in answer) return choices[answer.chosen] ?? first
  return new ProviderError(
    'none-available',
    'No deployments available: every deployment of this model is at its limit.',
    {
      retryAfterMs: answer.earliestMs,
    },
  )
}

/** The strategy's order: its choice, its choice without that one, and so on, down to one that has no limit. */
function preferences(
  engine: Engine,
  context: ChoiceContext,
  members: NonEmpty<Member>,
  first: Member,
): readonly Member[] {
  const order = [first]
  for (let left = without(members, first); isNonEmpty(left); ) {
    const next = select(engine, context, left)
    order.push(next)
    if (next.claims.length === 0) break
    left = without(left, next)
  }
  return order
}

const without = (members: readonly Member[], gone: Member): readonly Member[] =>
  members.filter((member) => member !== gone)
