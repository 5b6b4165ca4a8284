import { drawWorld, type Outcome, simulate, type World } from '@turnout/testing/simulation'
import { makers } from './make-instance.ts'
import { Speed } from './speed.ts'

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
  /** Worlds a second of one core: of all, and of the later half. */
  readonly speed: { readonly all: number; readonly compiled: number }
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
  const speed = new Speed()
  using unheard = new Unheard()
  for (const world of worlds) {
    if (onlyFirst && broken.length > 0) break
    count++
    const { seed } = world
    const outcome = await lifeOf(world, unheard)
    speed.note()
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
  const { all, compiled } = speed
  return { seeds: count, requests, calls, broken, reached, speed: { all, compiled } }
}

/** What became of a world; what it threw, in words, where it did: also what nobody waited for. */
async function lifeOf(world: World, unheard: Unheard): Promise<Outcome | string> {
  try {
    const outcome = await simulate(world, makers)
    await new Promise((resolve) => setImmediate(resolve))
    const error = unheard.take()
    return error === undefined ? outcome : wordsOf(error)
  } catch (error) {
    unheard.take()
    return wordsOf(error)
  }
}

/** Errors that nobody waits for, as long as it is in use. */
class Unheard implements Disposable {
  #first: unknown

  constructor() {
    process.on('unhandledRejection', this.#hear)
    process.on('uncaughtException', this.#hear)
  }

  take(): unknown {
    const first = this.#first
    this.#first = undefined
    return first
  }

  [Symbol.dispose](): void {
    process.off('unhandledRejection', this.#hear)
    process.off('uncaughtException', this.#hear)
  }

  readonly #hear = (error: unknown): void => {
    this.#first ??= error
  }
}

const wordsOf = (error: unknown): string => `thrown: ${error instanceof Error ? error.message : String(error)}`

export function* worldsFrom(first: number, count: number): Generator<World> {
  for (let seed = first; seed < first + count; seed++) yield drawWorld(seed)
}
