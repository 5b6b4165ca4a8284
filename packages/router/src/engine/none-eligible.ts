import { type ErrorKind, type OperationName, ProviderError, type Rejection } from '@turnout/core'
import { taggedCandidates } from '@turnout/strategies'
import type { Ask } from './ask.ts'
import type { Eligible } from './choose.ts'
import type { Engine } from './engine.ts'
import { refusedParams, unsupported } from './fit.ts'
import type { Group } from './group.ts'
import { releaseMs } from './release.ts'

/** One group that one request has come to. */
export interface GroupVisit {
  readonly engine: Engine
  readonly ask: Ask<OperationName>
  /** Its name, and what is behind it. */
  readonly group: string
  readonly entry: Group
}

/** Why nobody may serve: for good, when every filter's reason is what was asked; for now otherwise. */
export function noneEligible(at: GroupVisit, choice: Eligible): ProviderError {
  const { rejected } = choice
  const lacking = nobodyExpresses(at, rejected)
  if (lacking) return lacking
  const reasons = [...new Set(rejected.map(({ reason }) => reason))].join('; ')
  const kind = kindOf(at, rejected)
  const retryAfterMs = releaseMs(at, choice)
  return new ProviderError(kind, `No deployment of ${at.group} can serve this request${reasons && `: ${reasons}`}.`, {
    fault: 'router',
    ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
  })
}

/** The failure of a request that nobody of the group can express, however well they are. */
function nobodyExpresses({ engine, ask, group, entry }: GroupVisit, rejected: readonly Rejection[]) {
  const [first] = rejected.filter(({ filter }) => filter === 'capabilities')
  const member = first && entry.members.find(({ deployment }) => deployment.id === first.deploymentId)
  if (!member || !rejected.every(({ filter }) => filter === 'capabilities' || filter === 'serves-operation'))
    return undefined
  return unsupported(refusedParams(engine, ask, member.deployment), `No deployment of ${group} supports`)
}

function kindOf({ engine, ask, entry }: GroupVisit, rejected: readonly Rejection[]): ErrorKind {
  const { tags } = engine.config.checks
  if (tags && taggedCandidates(entry.members, ask.tags, tags.match).kept.length === 0) return 'caller-permission'
  const filters = new Set(rejected.map(({ filter }) => filter))
  if (filters.size === 1 && filters.has('serves-operation')) return 'not-found'
  return filters.has('context-window') && !filters.has('cooling') ? 'context-window' : 'none-available'
}
