import { type CandidateFilter, type ChoiceContext, isNonEmpty, type NonEmpty, type Rejection } from '@turnout/core'
import type { Ask } from './ask.ts'
import type { Engine } from './engine.ts'
import type { Member } from './member.ts'
import { withoutCold } from './warm-up.ts'

export interface Eligible {
  /** Who may serve: untried ones where there are any. */
  readonly members: readonly Member[]
  readonly rejected: readonly Rejection[]
}

const none: readonly Rejection[] = []

/**
 * Filters exclude; of those left, the ones not tried in this request come first. A deployment that was asked for by its
 * id is not asked how it is; under `least_bad` a group without anybody left ignores what only failures say.
 */
export function eligible(
  engine: Engine,
  context: ChoiceContext,
  group: readonly Member[],
  tried: readonly string[],
  byId = false,
): Eligible {
  const { members, rejected } = able(engine, context, group, byId)
  return { members: withoutCold(untriedFirst(members, tried), context), rejected }
}

/** Whether one that was chosen may still serve. */
export const isAble = (
  engine: Engine,
  context: ChoiceContext,
  group: readonly Member[],
  member: Member,
  byId: boolean,
): boolean => able(engine, context, group, byId).members.includes(member)

function able(engine: Engine, context: ChoiceContext, group: readonly Member[], byId: boolean): Eligible {
  const { usual, panic, direct } = engine.filters
  const answer = left(byId ? direct : usual, context, group)
  if (answer.members.length > 0 || engine.config.cooldowns.whenAllCooling !== 'least_bad') return answer
  return { members: left(panic, context, group).members, rejected: answer.rejected }
}

function left(filters: readonly CandidateFilter[], context: ChoiceContext, group: readonly Member[]): Eligible {
  let members = group
  let rejected: Rejection[] | undefined
  for (const [index, filter] of filters.entries()) {
    const reasonOf = (member: Member) => filter.reject(member.forFilters[index] ?? member.forStrategy, context)
    if (members.every((member) => reasonOf(member) === undefined)) continue
    rejected ??= []
    members = sift(members, reasonOf, filter.name, rejected)
  }
  return { members, rejected: rejected ?? none }
}

function untriedFirst(members: readonly Member[], tried: readonly string[]): readonly Member[] {
  if (tried.length === 0) return members
  const untried = members.filter(({ deployment }) => !tried.includes(deployment.id))
  return untried.length > 0 ? untried : members
}

/** Those without a reason against them; the others go to `rejected`. */
const sift = (
  members: readonly Member[],
  reasonOf: (member: Member) => string | undefined,
  filter: string,
  rejected: Rejection[],
): readonly Member[] =>
  members.filter((member) => {
    const reason = reasonOf(member)
    if (reason !== undefined) rejected.push({ deploymentId: member.deployment.id, filter, reason })
    return reason === undefined
  })

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
