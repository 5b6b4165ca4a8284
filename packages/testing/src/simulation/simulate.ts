import { branches } from './branches.ts'
import { heal } from './heal.ts'
import { happen, start } from './life.ts'
import type { Violation } from './seen.ts'
import { liveClient } from './simulated-client.ts'
import { type Makers, Simulation } from './simulation.ts'
import type { World } from './world.ts'

/** What a world came to. */
export interface Outcome {
  /** Nothing, where every invariant held. */
  readonly violations: readonly Violation[]
  /** How often each branch was reached. */
  readonly reached: ReadonlyMap<string, number>
  /** Of everything that happened, in order: the same world has the same. */
  readonly hash: number
  readonly requests: number
  readonly calls: number
  /** What happened, a line each, where that was asked for. */
  readonly lines: readonly string[]
}

/** No client of these worlds needs longer. */
const longestMs = 30 * 60_000
/** News goes round, stores are told what they missed, and nobody is asked any more. */
const calmMs = 4_000
/** Who says nothing for so long is taken for dead. */
const silenceMs = 7_000
/** What ends in order has so long for it. */
const closingMs = 8_000

/** Lives a world from its beginning to its end, and judges it on the way. */
export async function simulate(world: World, makers: Makers, inWords = false): Promise<Outcome> {
  const simulation = new Simulation(world, makers, inWords)
  const { time, seen } = simulation
  const still = () => simulation.judgeStill()
  const { stackTraceLimit } = Error
  // Of thousands of errors a second nobody reads where they came from.
  if (!inWords) Error.stackTraceLimit = 0
  try {
    for (let index = 0; index < world.instances; index++) void start(simulation, index)
    const isUp = () => seen.instances.every(({ router }) => router)
    await time.run(simulation.nowMs + 1_000, still, isUp)
    if (!isUp()) throw new Error(`World ${world.seed}: an instance does not start.`)
    simulation.begin()
    let waiting = world.requests.length
    for (const asked of world.requests)
      time.timer(asked.atMs, () => {
        liveClient(simulation, asked).then(
          () => waiting--,
          (error: unknown) => {
            simulation.violate(2, String(error))
            waiting--
          },
        )
      })
    for (const happening of world.happenings) time.timer(happening.atMs, () => happen(simulation, happening))
    await time.run(simulation.nowMs + longestMs, still, () => waiting === 0)
    if (waiting > 0) simulation.violate(15, `${waiting} clients wait for ever`)
    const lastMs = Math.max(0, ...world.happenings.map(({ atMs }) => atMs + silenceMs), lastFaultMs(world))
    const forgotten = [...seen.requests.values()].some(({ outcome }) => outcome === 'forgotten')
    const dead = seen.instances.some(({ clock }) => clock.isDead)
    const restMs = forgotten ? 66_000 : dead || world.store.faults.length > 0 ? silenceMs : calmMs
    await time.run(simulation.nowMs + Math.max(restMs, lastMs - simulation.sinceStartMs), still)
    await look(simulation)
    simulation.judge('atQuiet')
    if (world.heals) await heal(simulation)
    const closing = seen.instances.filter(({ isGone }) => !isGone).map(({ router }) => router?.close())
    void Promise.all(closing).catch((error: unknown) => simulation.violate(12, `close: ${String(error)}`))
    await time.run(simulation.nowMs + closingMs, still)
    simulation.judge('atEnd')
  } finally {
    Error.stackTraceLimit = stackTraceLimit
  }
  const { violations, trace } = simulation
  const reached = new Map(Object.entries(branches).map(([name, count]) => [name, count(simulation)]))
  return {
    ...{ violations, reached, hash: trace.hash, lines: trace.lines ?? [] },
    ...{ requests: seen.requests.size, calls: seen.calls.length },
  }
}

/** What each instance thinks is running. */
async function look({ seen, time }: Simulation): Promise<void> {
  for (const instance of seen.instances) {
    if (instance.isGone) continue
    void instance.router?.running().then((thought) => {
      instance.thought = thought
    })
  }
  await time.run(
    time.nowMs + 1_000,
    () => {},
    () => seen.instances.every(({ isGone, thought }) => isGone || thought),
  )
}

const lastFaultMs = ({ store }: World): number => Math.max(0, ...store.faults.map(({ toMs }) => toMs + silenceMs))
