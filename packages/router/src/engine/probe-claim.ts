import type { Claim } from '@turnout/core'
import type { Admission } from './admit.ts'
import { limitKey } from './limits.ts'
import type { Member } from './member.ts'

/** Another instance finds out: so long nobody asks again, unless it tells what came of it. */
const trialMs = 1_000

/**
 * The place of the one attempt, over all instances, that finds out whether a deployment works again. Undefined where that
 * is known, where nobody else shares the deployment, and for those who are not told that it cools down.
 */
export function probeClaim(at: Admission, { deployment, health }: Member): Claim | undefined {
  const { engine, ask, group, context } = at
  if (!engine.soft || !health.needsProof(context.nowMs)) return undefined
  if (group.direct || ask.mockResponse !== undefined) return undefined
  if (engine.config.cooldowns.whenAllCooling === 'least_bad') return undefined
  return { key: limitKey(deployment, 'probe'), amount: 1, limit: 1 }
}

/** Somebody else has that place. */
export function noteTrial(at: Admission, member: Member): void {
  if (probeClaim(at, member)) member.health.trialElsewhere(at.context.nowMs, trialMs)
}
