import { type CandidateFilter, type ChoiceContext, isNonEmpty, type NonEmpty, type Rejection } from '@turnout/core'
import { lowestOrder, taggedCandidates } from '@turnout/strategies'
import type { Engine } from './engine.ts'
import type { Group } from './group.ts'
import type { Member } from './member.ts'
import { withoutCold } from './warm-up.ts'

export interface Eligible {
  /** Who is to serve: untried ones where there are any, of the lowest order, that are warm. */
  readonly members: readonly Member[]
  /** These and all others that may. */
  readonly able: readonly Member[]
  readonly tried: readonly string[]
  readonly rejected: readonly Rejection[]
}

type Able = Pick<Eligible, 'members' | 'rejected'>

const none: readonly Rejection[] = []

/**
 * Filters exclude; of those left, the ones not tried in this request come first, and of these the lowest order. A
 * deployment that was asked for by its id is not asked how it is; under `least_bad` a group without anybody left ignores
 * what only failures say.
 */
export function eligible(engine: Engine, context: ChoiceContext, group: Group, tried: readonly string[]): Eligible {
  const { members, rejected } = able(engine, context, group)
  return { members: withoutCold(lowestOrder(untriedFirst(members, tried)), context), able: members, tried, rejected }
}

/** Who may serve where the first are full, the better ones first: those that stand back, are tried, or have a higher order. */
export function tiersAfter({ members, able, tried }: Omit<Eligible, 'rejected'>): readonly (readonly Member[])[] {
  const tiers: (readonly Member[])[] = []
  let gone = new Set(members)
  for (let left = able; ; ) {
    left = left.filter((member) => !gone.has(member))
    if (left.length === 0) return tiers
    const next = lowestOrder(untriedFirst(left, tried))
    tiers.push(next)
    gone = new Set(next)
  }
}

/** Whether one that was chosen may still serve. */
export const isAble = (engine: Engine, context: ChoiceContext, group: Group, member: Member): boolean =>
  able(engine, context, group).members.includes(member)

function able(engine: Engine, context: ChoiceContext, { members: all, direct: byId }: Group): Able {
  const { usual, panic, direct } = engine.filters
  const answer = left(byId ? direct : usual, context, all)
  if (answer.members.length > 0 || engine.config.cooldowns.whenAllCooling !== 'least_bad')
    return tagged(engine, context, answer)
  return tagged(engine, context, { members: left(panic, context, all).members, rejected: answer.rejected })
}

/** Those that a request's tags let through, where the configuration looks at tags. */
function tagged({ config }: Engine, { tags }: ChoiceContext, answer: Able): Able {
  const { checks } = config
  if (!checks.tags || answer.members.length === 0) return answer
  const { kept, reason = '' } = taggedCandidates(answer.members, tags, checks.tags.match)
  const still = new Set(kept)
  const out = answer.members.filter((member) => !still.has(member))
  const rejected = out.map(({ deployment }) => ({ deploymentId: deployment.id, filter: 'tags', reason }))
  return { members: kept, rejected: [...answer.rejected, ...rejected] }
}

function left(filters: readonly CandidateFilter[], context: ChoiceContext, group: readonly Member[]): Able {
  let members = group
  const rejected: Rejection[] = []
  for (let index = 0; index < filters.length; index++) {
    const filter = filters[index]
    if (filter) members = sift(members, filter, index, context, rejected)
  }
  return { members, rejected: rejected.length > 0 ? rejected : none }
}

/**
 * Those without a reason against them: the same list where that is all, as it nearly always is. The others go to
 * `rejected`. Each is asked once, because a filter may go by chance.
 */
function sift(
  members: readonly Member[],
  filter: CandidateFilter,
  index: number,
  context: ChoiceContext,
  rejected: Rejection[],
): readonly Member[] {
  let kept: Member[] | undefined
  for (let at = 0; at < members.length; at++) {
    const member = members[at]
    if (!member) continue
    const reason = reasonOf(filter, index, context, member)
    if (reason === undefined) kept?.push(member)
    else {
      kept ??= members.slice(0, at)
      rejected.push({ deploymentId: member.deployment.id, filter: filter.name, reason })
    }
  }
  return kept ?? members
}

const reasonOf = (filter: CandidateFilter, index: number, context: ChoiceContext, member: Member) =>
  filter.reject(member.forFilters[index] ?? member.forStrategy, context)

function untriedFirst(members: readonly Member[], tried: readonly string[]): readonly Member[] {
  if (tried.length === 0) return members
  const untried = members.filter(({ deployment }) => !tried.includes(deployment.id))
  return untried.length > 0 ? untried : members
}

/** The strategy chooses among the eligible. */
export function select(group: Group, context: ChoiceContext, members: NonEmpty<Member>): Member {
  if (members.length === 1) return members[0]
  // Usually all of them may serve: then a list of thousands is not made anew for each request.
  const candidates = members === group.members ? group.candidates : members.map(({ forStrategy }) => forStrategy)
  if (!isNonEmpty(candidates)) return members[0]
  const chosen = group.strategy.select(candidates, context)
  return members.find(({ deployment }) => deployment === chosen) ?? members[0]
}
