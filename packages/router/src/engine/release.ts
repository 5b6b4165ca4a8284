import type { Rejection } from '@turnout/core'
import type { GroupTry } from './begin.ts'
import type { Eligible } from './choose.ts'
import type { Member } from './member.ts'

/** Somebody is finding out whether a deployment works again; how long that takes, nobody knows. */
const trialMs = 1_000

/** How long until a group that cools down as a whole may serve again, in ms; undefined where nobody cools down. */
export const releaseMs = (
  { engine, entry }: Pick<GroupTry, 'engine' | 'entry'>,
  { rejected }: Eligible,
): number | undefined =>
  earliestMs(
    entry.members,
    rejected,
    engine.runtime.clock.monotonicMs(),
    engine.config.cooldowns.whenAllCooling === 'least_bad' ? 'statedUntilMs' : 'coolingUntilMs',
  )

function earliestMs(
  members: readonly Member[],
  rejected: readonly Rejection[],
  nowMs: number,
  until: 'coolingUntilMs' | 'statedUntilMs',
): number | undefined {
  let leastMs: number | undefined
  for (const { deploymentId, filter } of rejected) {
    const member = filter === 'cooling' ? members.find(({ deployment }) => deployment.id === deploymentId) : undefined
    if (!member) continue
    const leftMs = member.health[until] - nowMs
    leastMs = Math.min(leastMs ?? Infinity, leftMs > 0 ? leftMs : trialMs)
  }
  return leastMs
}
