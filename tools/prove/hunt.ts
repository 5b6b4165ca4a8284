import { drawWorld, type Outcome, simulate, type World } from '@turnout/testing/simulation'
import { makers } from './make-instance.ts'

/** A world that broke an invariant. */
export interface Broken extends Found {
  readonly world: World
}

export interface Found {
  readonly seed: number
  readonly invariant: number
  readonly atMs: number
  readonly what: string
}

/** What many worlds came to. */
export interface Hunt {
  readonly seeds: number
  readonly requests: number
  readonly calls: number
  readonly seconds: number
  /** Of one core, and not of the wall: other work on a machine takes nothing from it. */
  readonly cpuSeconds: number
  readonly broken: readonly Broken[]
  /** How often each branch was reached, in all. */
  readonly reached: ReadonlyMap<string, number>
}

/** What throws out of a world is a defect like any other. */
const thrown = 0

/** Lives these worlds, all of them or until the first that breaks. */
export async function hunt(worlds: Iterable<World>, onlyFirst = false): Promise<Hunt> {
  const broken: Broken[] = []
  const reached = new Map<string, number>()
  let [count, requests, calls] = [0, 0, 0]
  const [beganMs, cpu] = [performance.now(), process.cpuUsage()]
  for (const world of worlds) {
    if (onlyFirst && broken.length > 0) break
    count++
    const { seed } = world
    const outcome = await livesOf(world)
    if (typeof outcome === 'string') {
      broken.push({ seed, world, invariant: thrown, atMs: 0, what: outcome })
      continue
    }
    requests += outcome.requests
    calls += outcome.calls
    for (const [branch, times] of outcome.reached) reached.set(branch, (reached.get(branch) ?? 0) + times)
    const [first] = outcome.violations
    if (first) broken.push({ seed, world, ...first })
  }
  const { user, system } = process.cpuUsage(cpu)
  return {
    ...{ seeds: count, requests, calls, broken, reached },
    ...{ seconds: (performance.now() - beganMs) / 1_000, cpuSeconds: (user + system) / 1e6 },
  }
}

/** What became of a world; what it threw, in words, where it did: also what nobody waited for. */
async function livesOf(world: World): Promise<Outcome | string> {
  let unheard: unknown
  const hear = (error: unknown): void => {
    unheard ??= error
  }
  process.on('unhandledRejection', hear)
  process.on('uncaughtException', hear)
  try {
    const outcome = await simulate(world, makers)
    await new Promise((resolve) => setImmediate(resolve))
    return unheard === undefined ? outcome : wordsOf(unheard)
  } catch (error) {
    return wordsOf(error)
  } finally {
    process.off('unhandledRejection', hear)
    process.off('uncaughtException', hear)
  }
}

const wordsOf = (error: unknown): string => `thrown: ${error instanceof Error ? error.message : String(error)}`

export function* worldsFrom(first: number, count: number): Generator<World> {
  for (let seed = first; seed < first + count; seed++) yield drawWorld(seed)
}
