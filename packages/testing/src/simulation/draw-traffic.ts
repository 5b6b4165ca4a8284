import type { Chance } from './chance.ts'
import type { ClientRequest, Happening, StoreFault, StoreWorld, World, WorldFile } from './world.ts'

/** Clients, and what they are like: in bursts, on all instances, each with its own patience. */
export function drawRequests(chance: Chance, file: WorldFile, instances: number, lengthMs: number): ClientRequest[] {
  const { of, one, between, times } = chance
  const caches = file.litellm_settings.cache === true
  const names = [...new Set(file.model_list.map(({ model_name }) => model_name))]
  const aliases = Object.keys(file.router_settings.model_group_alias ?? {})
  const [leaving, forgetful, slow, stubborn] = [one(0, 0.1, 0.4), of(0.1) ? 0.05 : 0, one(0, 0.1, 0.5), one(0, 0.3)]
  const streams = one(0.2, 0.5, 0.9)
  // What an instance learns from many requests it does not learn where they go to all alike.
  const toTheFirst = one(0, 0, 0.9)
  const ids = file.model_list.map(({ model_info }) => model_info.id)
  const bursts = times(between(1, 6), () => ({ atMs: burstAt(chance, lengthMs), withinMs: one(1, 300, 3_000) }))
  const count = of(0.9) ? 50 : 80
  return times(count, (id) => {
    const { atMs, withinMs } = bursts[between(0, bursts.length - 1)] ?? { atMs: 0, withinMs: 1 }
    const other = of(0.05) ? one('nobody', ...ids) : undefined
    const usual = of(0.75) ? 'main' : (names[between(0, names.length - 1)] ?? 'main')
    // Every one has every key: there are thousands a second.
    return {
      id,
      atMs: Math.max(0, atMs) + between(0, withinMs),
      instance: of(toTheFirst) ? 0 : between(0, instances - 1),
      model: other ?? (usual === 'main' && of(0.3) ? (aliases[0] ?? usual) : usual),
      prompt: caches ? between(1, 12) : 1_000 + id,
      caller: one('ann', 'bob'),
      stream: of(streams),
      maxTokens: of(0.3) ? between(1, 100) : undefined,
      deadlineMs: of(0.1) ? between(1, one(500, 8_000)) : undefined,
      timeoutMs: of(0.05) ? between(50, 2_000) : undefined,
      numRetries: of(0.05) ? between(0, 4) : undefined,
      leavesMs: of(leaving) ? one(0, between(0, 60), between(0, 300), between(0, 3_000)) : undefined,
      leavesBy: one('signal', 'cancel'),
      thinksMs: of(slow) ? one(1, 100, 1_000) : 0,
      forgetsAfter: of(forgetful) ? between(0, 2) : undefined,
      retries: of(stubborn) ? between(1, 2) : 0,
    }
  })
}

const minuteMs = 60_000

/** In a long world some come as a minute ends that others began: where windows have their edges. */
function burstAt({ of, one, between }: Chance, lengthMs: number): number {
  if (lengthMs < 2 * minuteMs || of(0.3)) return between(0, lengthMs)
  return between(0, 500) + one(0, minuteMs, minuteMs, 2 * minuteMs) - between(0, 400)
}

export function drawStore(chance: Chance, instances: number, lengthMs: number): StoreWorld {
  const { of, one, between, times } = chance
  const kind = one<StoreWorld['kind']>('memory', 'memory', 'remote', 'sliced')
  const fault = (): StoreFault => {
    const fromMs = between(0, lengthMs)
    return {
      ...{ fromMs, toMs: fromMs + between(50, one(500, 5_000)), kind: one('lost', 'mute', 'frozen', 'slow', 'twice') },
      ...(of(0.4) ? { instances: [between(0, instances - 1)] } : {}),
    }
  }
  return {
    kind,
    delayMs: kind === 'memory' ? 0 : one(1, 5, 30),
    onStoreError: one('share', 'share', 'open', 'closed'),
    faults: kind === 'memory' || of(0.5) ? [] : times(between(1, 3), fault),
  }
}

export function drawHappenings(
  chance: Chance,
  { file, store, instances }: Pick<World, 'file' | 'store' | 'instances'>,
  lengthMs: number,
): Happening[] {
  const { of, one, between, times } = chance
  const ids = file.model_list.map(({ model_info }) => model_info.id)
  const [ends, reloads, steps] = [of(0.25), of(store.faults.length > 0 ? 0.7 : 0.3), of(0.2)]
  const instance = () => between(0, instances - 1)
  // What goes wrong at the same time is worse.
  const [fault] = store.faults
  const at = () => (fault && of(0.6) ? between(fault.fromMs, fault.toMs) : between(1, lengthMs + 500))
  return [
    ...times(ends ? between(1, 2) : 0, (): Happening => {
      return { atMs: at(), does: one('crash', 'crash', 'close'), instance: instance(), downMs: between(10, 3_000) }
    }),
    ...times(reloads ? between(1, 3) : 0, (): Happening => {
      const without = ids[between(0, ids.length - 1)]
      const drops = ids.length > 1 && without !== undefined && of(0.6)
      return { atMs: at(), does: 'reload', instance: instance(), ...(drops ? { without } : {}) }
    }),
    ...times(steps ? 1 : 0, (): Happening => ({ atMs: at(), does: 'step-clock', byMs: one(3_600_000, -3_600_000) })),
  ]
}
