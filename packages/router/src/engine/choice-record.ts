import type { CandidateRecord, ChoiceContext, ChoiceRecord, Json, Rejection } from '@turnout/core'
import type { Eligible } from './choose.ts'
import type { Group } from './group.ts'
import type { Member } from './member.ts'

/** A group may have thousands; the others are counted. */
const mostListed = 50

export interface Chosen {
  readonly group: string
  readonly entry: Group
  readonly choice: Eligible
  readonly context: ChoiceContext
  /** Who was wanted, and is at a limit. */
  readonly full: readonly Member[]
  /** Monotonic. */
  readonly atMs: number
}

/** Who was looked at, as it was at that moment: to be made before anything of it changes. */
export function choiceRecord(
  moment: Chosen,
  outcome: Pick<ChoiceRecord, 'attemptId' | 'failure'> & { readonly chosen?: Member },
): ChoiceRecord {
  const { group, entry, choice, atMs } = moment
  const { chosen, ...told } = outcome
  const listed = listedOf(entry.members, chosen)
  const rejections = new Map(choice.rejected.map((rejection) => [rejection.deploymentId, rejection]))
  return {
    type: 'choice',
    ...{ atMs, group, strategy: entry.strategy.name },
    candidates: listed.map((member) => candidateRecord(moment, member, rejections.get(member.deployment.id))),
    unlisted: entry.members.length - listed.length,
    ...(chosen ? { chosenId: chosen.deployment.id } : {}),
    ...told,
  }
}

/** The first ones, and whoever was chosen. */
export function listedOf(members: readonly Member[], chosen: Member | undefined): readonly Member[] {
  if (members.length <= mostListed) return members
  const first = members.slice(0, mostListed)
  return chosen && !first.includes(chosen) ? [...first.slice(0, -1), chosen] : first
}

/** One of them; `rejected` by a filter, or not. */
export function candidateRecord(
  { entry, choice, context, full }: Omit<Chosen, 'group' | 'atMs'>,
  member: Member,
  rejection: Omit<Rejection, 'deploymentId'> | undefined = full.includes(member) ? atItsLimit : undefined,
): CandidateRecord {
  const { deployment } = member
  const standsBack = rejection ? undefined : whyBack(choice, member)
  return {
    ...{ deploymentId: deployment.id, provider: deployment.provider, model: deployment.model },
    ...(rejection ? { rejection: { filter: rejection.filter, reason: rejection.reason } } : {}),
    ...(standsBack ? { standsBack } : {}),
    view: viewOf(entry, member, context),
  }
}

/** No filter, but it has the same effect. */
const atItsLimit = { filter: 'limits', reason: 'it is at its limit' }

function whyBack({ members, tried }: Eligible, member: Member): CandidateRecord['standsBack'] {
  if (members.includes(member)) return undefined
  if (tried.includes(member.deployment.id)) return 'tried'
  const [first] = members
  return (first?.deployment.order ?? 0) === (member.deployment.order ?? 0) ? 'warming-up' : 'order'
}

/**
 * What the strategy goes by, read now; without a request, the signals that it needs. One of somebody's own may throw, or
 * tell what is no plain data.
 */
export function viewOf({ strategy }: Group, { forStrategy }: Member, context?: ChoiceContext): CandidateRecord['view'] {
  try {
    const told = context && strategy.tell?.(forStrategy, context)
    const values: Readonly<Record<string, unknown>> = told ?? forStrategy
    const view: Record<string, Json> = {}
    for (const name of Object.keys(told ?? strategy.needs)) view[name] = plain(values[name])
    return view
  } catch {
    return {}
  }
}

/** Values of signals are anybody's: what is no plain data is told as far as it is. */
function plain(value: unknown): Json {
  if (typeof value === 'number') return Number.isFinite(value) ? value : null
  if (typeof value === 'string' || typeof value === 'boolean') return value
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return null
  const entries = Object.entries(value).filter(([, entry]) => typeof entry !== 'object' && typeof entry !== 'function')
  return Object.fromEntries(entries.map(([name, entry]) => [name, plain(entry)]))
}
