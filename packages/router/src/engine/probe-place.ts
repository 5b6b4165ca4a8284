import type { Admission } from './admit.ts'
import { cools } from './cools.ts'
import type { Engine } from './engine.ts'
import { limitKey } from './limits.ts'
import type { Member } from './member.ts'

/** Another instance finds out: so long nobody asks again, unless it tells what came of it. */
const trialMs = 1_000
/** A probe that hangs makes room for another one, as `Health` has it. */
const holdMs = 60_000

/**
 * Whether an attempt at this deployment would have to be the only one over all instances: it would find out whether it
 * works again. Not where nobody else shares the deployment, and not for those who are not told that it cools down.
 */
export function needsProbePlace({ engine, ask, group, context }: Admission, { health }: Member): boolean {
  // Where nobody looks at cooldowns, whoever is refused that place would be chosen again, and for ever.
  if (!engine.soft || !health.needsProof(context.nowMs) || !cools(engine.config)) return false
  return !group.direct && ask.mockResponse === undefined && engine.config.cooldowns.whenAllCooling !== 'least_bad'
}

/** Takes that place, and returns its id; undefined, where another instance has it. While the store is lost each has its own. */
export async function takeProbePlace(
  { engine, context }: Admission,
  { deployment, health }: Member,
  attemptId: string,
): Promise<string | undefined> {
  const id = `${attemptId} probe`
  const claim = { key: limitKey(deployment, 'probe'), amount: 1, limit: 1, whole: true }
  const reservation = await engine.store.reserve(id, [[claim]], holdMs)
  if ('chosen' in reservation) return id
  health.trialElsewhere(context.nowMs, trialMs)
  return undefined
}

export const leaveProbePlace = ({ store }: Engine, id: string | undefined): void => {
  if (id !== undefined) store.settle(id, []).catch(() => {})
}
