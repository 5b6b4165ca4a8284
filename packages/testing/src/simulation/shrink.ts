import type { World } from './world.ts'

/** Smaller worlds than this one, the much smaller first. */
function* smaller(world: World): Generator<World> {
  const { requests, instances, happenings, callbacks, store, file } = world
  for (const part of parts(requests)) yield { ...world, requests: part }
  if (happenings.length > 0) yield { ...world, happenings: [] }
  for (const part of parts(happenings)) yield { ...world, happenings: part }
  if (store.faults.length > 0) yield { ...world, store: { ...store, faults: [] } }
  for (const part of parts(store.faults)) yield { ...world, store: { ...store, faults: part } }
  if (store.kind !== 'memory') yield { ...world, store: { ...store, kind: 'memory', delayMs: 0, faults: [] } }
  if (callbacks.length > 0) yield { ...world, callbacks: [] }
  if (world.chaos) yield { ...world, chaos: false }
  if (world.heals) yield { ...world, heals: false }
  if (instances > 1) yield { ...world, instances: instances - 1 }
  const { model_list } = file
  if (model_list.length > 1)
    for (const one of model_list)
      if (model_list.some((other) => other !== one && other.model_name === one.model_name))
        yield { ...world, file: { ...file, model_list: model_list.filter((other) => other !== one) } }
  for (const [id, upstream] of Object.entries(world.upstreams)) {
    const { faults, phases } = upstream
    const change = (to: object): World => ({
      ...world,
      upstreams: { ...world.upstreams, [id]: { ...upstream, ...to } },
    })
    if (phases.length > 0) yield change({ phases: [] })
    if (Object.keys(faults).length > 0) yield change({ faults: {} })
    for (const fault of Object.keys(faults))
      yield change({ faults: Object.fromEntries(Object.entries(faults).filter(([name]) => name !== fault)) })
  }
}

/** Without its first half, its second, its quarters, … and each single one. */
function* parts<T>(list: readonly T[]): Generator<readonly T[]> {
  for (let size = Math.ceil(list.length / 2); size >= 1 && list.length > 0; size = size === 1 ? 0 : Math.ceil(size / 2))
    for (let at = 0; at < list.length; at += size) yield [...list.slice(0, at), ...list.slice(at + size)]
}

/**
 * The smallest world found that still fails: fewer requests, faults, deployments and instances, as long as `fails` says
 * so of them. Asks at most `mostTries` times.
 */
export async function shrink(
  world: World,
  fails: (world: World) => Promise<boolean>,
  mostTries = 1_000,
): Promise<World> {
  let least = world
  let tries = 0
  for (let isSmaller = true; isSmaller; ) {
    isSmaller = false
    for (const next of smaller(least)) {
      if (++tries > mostTries) return least
      if (!(await fails(next))) continue
      least = next
      isSmaller = true
      break
    }
  }
  return least
}
