import type { Claim } from '@turnout/core'
import type { ReservationSeen } from '../seen.ts'
import type { Simulation } from '../simulation.ts'
import type { Invariant } from './invariant.ts'

/** What the store has given comes back to it, once, and as much of it as was used. */
export const reserveIsSettled: Invariant = {
  number: 4,
  says: 'each reservation is settled exactly once, with what its attempt used, and every slot comes back',
  atQuiet(simulation) {
    return [...simulation.seen.reservations.values()].flatMap((reservation) => [
      ...settlesOf(simulation, reservation),
      ...amountsOf(simulation, reservation),
    ])
  },
  atEnd(simulation) {
    const { seen, store } = simulation
    const isCutOff = simulation.world.store.faults.length > 0
    if (seen.instances.some(({ clock, hasEnded }) => clock.isDead || (isCutOff && hasEnded))) return []
    const held = new Map<string, Claim>()
    for (const { claims } of seen.reservations.values())
      for (const claim of claims) if (claim.windowMs === undefined) held.set(claim.key, claim)
    const taken = store.peek?.([...held.values()])
    if (taken === undefined || taken instanceof Promise) return []
    return [...held.keys()].flatMap((key, at) =>
      taken[at] === 0 ? [] : [`${key}: ${taken[at]} slots never come back`],
    )
  },
}

/** What got lost on the way may be said again: that counts once. */
function settlesOf({ world }: Simulation, { id, settles, instance }: ReservationSeen): readonly string[] {
  const isCutOff = world.store.faults.length > 0
  // What nobody could be told is freed by its own time.
  if (instance.clock.isDead || (isCutOff && instance.isGone)) return []
  const isRight = isCutOff ? settles > 0 : settles === 1
  return isRight ? [] : [`${id} was settled ${settles} times`]
}

function amountsOf({ seen, world }: Simulation, { id, claims, actuals }: ReservationSeen): readonly string[] {
  const attempt = seen.attempts.get(id)
  if (!attempt || attempt.failure || world.store.faults.length > 0) return []
  return claims.flatMap(({ key, windowMs }) => {
    if (windowMs === undefined) return []
    const [actual, used] = [actuals.get(key), attempt.usage?.total_tokens]
    if (key.endsWith(':rpm'))
      return actual === undefined ? [] : [`${key}: ${id} served, and settled ${actual} requests`]
    if (attempt.usageEstimated || actual === used) return []
    return [`${key}: ${id} used ${used} tokens, and settled ${actual}`]
  })
}
