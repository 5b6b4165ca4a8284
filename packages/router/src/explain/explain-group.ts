import { type ChoiceRecord, type LimitRecord, ProviderError } from '@turnout/core'
import { Choice } from '../engine/choice.ts'
import { candidateRecord, listedOf, viewOf } from '../engine/choice-record.ts'
import { eligible } from '../engine/choose.ts'
import type { Member } from '../engine/member.ts'
import { type GroupVisit, noneEligible } from '../engine/none-eligible.ts'
import { toldOf } from '../engine/request-log.ts'
import { fullLimits } from './full-limits.ts'
import { oddsOf } from './odds.ts'

export interface ExplainedGroup {
  readonly choice: ChoiceRecord
  /** Why the request would go on to another group at once; undefined: only if an attempt failed. */
  readonly failure: ProviderError | undefined
}

/** Whom a group would have serve, how likely each, and who would not and why. */
export async function explainGroup(visit: GroupVisit): Promise<ExplainedGroup> {
  const { engine, ask, group, entry } = visit
  const context = new Choice(engine, ask, group, undefined)
  const choice = eligible(engine, context, entry, [])
  const fullness = await fullLimits(engine, ask, choice.able)
  const hasRoom = (member: Member): boolean => fullness.get(member)?.full === undefined
  const { chosen: odds, known } = oddsOf(visit, hasRoom)
  const failure = odds.size > 0 ? undefined : failureOf(visit, choice)
  const likely = [...odds].toSorted(([, a], [, b]) => b - a)
  const [first] = likely
  const listed = listedOf(entry.members, first?.[0])
  const rejections = new Map(choice.rejected.map((one) => [one.deploymentId, one]))
  const candidates = listed.map((member) => {
    const { full, limits } = fullness.get(member) ?? noLimits
    const rejection = full === undefined ? rejections.get(member.deployment.id) : { filter: 'limits', reason: full }
    return {
      ...candidateRecord(choice, member, viewOf(entry, member, context), rejection),
      ...(known ? { odds: odds.get(member) ?? 0 } : {}),
      ...(limits.length > 0 ? { limits } : {}),
    }
  })
  return {
    failure,
    choice: {
      type: 'choice',
      ...{ atMs: context.nowMs, group, strategy: entry.strategy.name, candidates },
      unlisted: entry.members.length - listed.length,
      ...(first?.[1] === 1 ? { chosenId: first[0].deployment.id } : {}),
      ...(failure ? { failure: { ...toldOf(failure), ...waitOf(failure) } } : {}),
    },
  }
}

const noLimits: { readonly full: undefined; readonly limits: readonly LimitRecord[] } = { full: undefined, limits: [] }

const waitOf = ({ retryAfterMs }: ProviderError) => (retryAfterMs === undefined ? {} : { retryAfterMs })

function failureOf(visit: GroupVisit, choice: ReturnType<typeof eligible>): ProviderError {
  if (choice.able.length === 0) return noneEligible(visit, choice)
  return new ProviderError('none-available', 'Every deployment of this model is at its limit.', { fault: 'router' })
}
