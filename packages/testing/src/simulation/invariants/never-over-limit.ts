import type { Simulation } from '../simulation.ts'
import type { Invariant } from './invariant.ts'
import { mostWithin, promisesWindows, timesOver } from './limit-keeper.ts'

const windowMs = 60_000
/** Between a place in the store and the call that it is for. */
const onTheWayMs = 200

/** Counted where nobody can be wrong about it: on the provider's side, and where the store admits. */
export const neverOverLimit: Invariant = {
  number: 3,
  says: 'no limit is exceeded in any sliding window, nor at a time; while the store is lost, at most twice',
  sees: ['call-start', 'reserved'],
  onSight(simulation, sight) {
    if (sight.type === 'reserved') return overAdmitted(simulation, sight.reservation.claims)
    if (sight.type !== 'call-start') return undefined
    const { world, seen } = simulation
    const { deployment } = sight.call
    const limit = world.file.model_list.find(({ model_info }) => model_info.id === deployment)?.litellm_params
    const most = (limit?.max_parallel_requests ?? Infinity) * timesOver(world)
    if (most === Infinity) return undefined
    let count = 0
    for (const { running } of seen.instances) count += running.get(deployment) ?? 0
    return count > most ? `${deployment}: ${count} calls at a time of ${limit?.max_parallel_requests}` : undefined
  },
  atQuiet({ world, seen }) {
    const times = timesOver(world)
    if (!promisesWindows(world) || times === Infinity) return []
    return world.file.model_list.flatMap(({ model_info: { id }, litellm_params: { rpm } }) => {
      if (rpm === undefined) return []
      const calls = seen.calls.filter(({ deployment, plan }) => deployment === id && plan.fault !== 'refused')
      const most = mostWithin(
        calls.map(({ startMs }) => ({ atMs: startMs, amount: 1 })),
        windowMs - onTheWayMs,
      )
      return most > rpm * times ? [`${id}: ${most} calls in a minute of ${rpm}`] : []
    })
  },
}

/** What is held of each window by those whom the store itself has admitted: slices and debts are beside that. */
function overAdmitted(
  { world, seen, nowMs }: Simulation,
  claims: readonly { key: string; limit: number; windowMs?: number }[],
) {
  if (world.store.faults.length > 0) return undefined
  for (const { key, limit, windowMs: lastsMs } of claims) {
    if (lastsMs === undefined) continue
    let sum = 0
    for (const { atMs, claims: taken, actuals } of seen.reservations.values()) {
      if (atMs + lastsMs <= nowMs) continue
      const amount = taken.find((one) => one.key === key)?.amount ?? 0
      sum += Math.min(amount, actuals.get(key) ?? amount)
    }
    if (sum > limit) return `${key}: ${sum} admitted within ${lastsMs} ms, of ${limit}`
  }
  return undefined
}
