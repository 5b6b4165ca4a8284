import { errorTable } from '@turnout/core'
import type { RequestSeen } from '../seen.ts'
import type { Invariant } from './invariant.ts'

/** Every request that was taken ends once, as what its client saw; one that was refused has asked nobody. */
export const oneOutcome: Invariant = {
  number: 2,
  says: 'every accepted request ends exactly once, as its client saw it; a refused one asks nobody',
  atQuiet: ({ seen }) => [...seen.requests.values()].flatMap((request) => wrongWith(request)),
}

function wrongWith(request: RequestSeen): readonly string[] {
  const { id, instance, starts, ends, refusals, attempts, outcome, failure, end } = request
  if (outcome === 'lost' || instance.clock.isDead) return []
  if (refusals > 0)
    return refusals === 1 && starts + ends + attempts.length === 0 && outcome !== 'success'
      ? []
      : [`r${id} was refused ${refusals} times, began ${starts} times and ended ${ends} times as ${outcome}`]
  // What was made for somebody else holds nothing: who neither reads nor lets go of it is not told of.
  if (outcome === 'forgotten' && request.cache !== undefined && ends === 0) return []
  if (starts !== 1 || ends !== 1) return [`r${id} began ${starts} times and ended ${ends} times`]
  const told = end?.failure?.kind
  if (outcome === 'success' && told !== undefined) return [`r${id} was served, and ended as ${told}`]
  if (outcome === 'failure' && told !== failure?.kind)
    return [`r${id} failed with ${failure?.kind}, and ended as ${told}`]
  if (outcome === 'failure' && failure && errorTable[failure.kind] === undefined) return [`r${id}: no such kind`]
  return []
}
