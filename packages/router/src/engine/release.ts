import type { Rejection } from '@turnout/core'
import type { Member } from './member.ts'

/** Somebody is finding out whether a deployment works again; how long that takes, nobody knows. */
const trialMs = 1_000

/** How long until the first of those that cool down may serve again, in ms; undefined where nobody cools down. */
export function releaseMs(
  members: readonly Member[],
  rejected: readonly Rejection[],
  nowMs: number,
): number | undefined {
  let earliestMs: number | undefined
  for (const { deploymentId, filter } of rejected) {
    const member = filter === 'cooling' ? members.find(({ deployment }) => deployment.id === deploymentId) : undefined
    if (!member) continue
    const leftMs = member.health.coolingUntilMs - nowMs
    earliestMs = Math.min(earliestMs ?? Infinity, leftMs > 0 ? leftMs : trialMs)
  }
  return earliestMs
}
