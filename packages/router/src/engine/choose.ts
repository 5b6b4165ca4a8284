import { type ChoiceContext, isNonEmpty, type NonEmpty, type Rejection } from '@turnout/core'
import type { Ask } from './ask.ts'
import type { Engine } from './engine.ts'
import type { Member } from './member.ts'

export interface Eligible {
  /** Who may serve: untried ones where there are any. */
  readonly members: readonly Member[]
  readonly rejected: readonly Rejection[]
}

const none: readonly Rejection[] = []

/** Filters exclude; of those left, the ones not tried in this request come first. */
export function eligible(
  engine: Engine,
  context: ChoiceContext,
  group: readonly Member[],
  tried: ReadonlySet<string>,
): Eligible {
  let members = group
  let rejected: Rejection[] | undefined
  for (const [index, filter] of engine.filters.entries()) {
    members = members.filter((member) => {
      const reason = filter.reject(member.forFilters[index] ?? member.forStrategy, context)
      if (reason === undefined) return true
      rejected ??= []
      rejected.push({ deploymentId: member.deployment.id, filter: filter.name, reason })
      return false
    })
  }
  if (tried.size > 0) {
    const untried = members.filter(({ deployment }) => !tried.has(deployment.id))
    if (untried.length > 0) members = untried
  }
  return { members, rejected: rejected ?? none }
}

/** The strategy chooses among the eligible. */
export function select(engine: Engine, context: ChoiceContext, members: NonEmpty<Member>): Member {
  if (members.length === 1) return members[0]
  const candidates = members.map(({ forStrategy }) => forStrategy)
  if (!isNonEmpty(candidates)) return members[0]
  const chosen = engine.strategy.select(candidates, context)
  return members.find(({ deployment }) => deployment === chosen) ?? members[0]
}

/** What filters and strategies may know of a request, now. */
export const contextOf = (
  engine: Engine,
  { operation, request, stream, tags }: Ask<ChoiceContext['operation']>,
): ChoiceContext => ({
  operation,
  request,
  stream,
  tags,
  nowMs: engine.runtime.clock.monotonicMs(),
  random: engine.runtime.random,
})
