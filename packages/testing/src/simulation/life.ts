import type { Callback, Runtime, Transport } from '@turnout/core'
import { Chance, seedOf } from './chance.ts'
import { InstanceClock } from './instance-clock.ts'
import type { InstanceSeen } from './seen.ts'
import { SimulatedRemote } from './simulated-remote.ts'
import { simulatedUpstream } from './simulated-upstream.ts'
import type { Simulation } from './simulation.ts'
import { watchedStore } from './watched-store.ts'
import { Wire } from './wire.ts'
import type { Happening } from './world.ts'

const noTransport: Transport = {
  dispatch() {
    throw new Error('A simulation has no network.')
  },
}

/** Starts an instance, as a process starts: it knows nothing, and serves when it is there. */
export async function start(simulation: Simulation, index: number): Promise<void> {
  const { seen, time, wall, world } = simulation
  const clock = new InstanceClock(time, wall)
  const number = seen.instances.length
  const instance: InstanceSeen = {
    ...{ index, number, clock, router: undefined, isGone: false, hasEnded: false, isStoreLost: false },
    ...{ open: new Map(), running: new Map(), changed: [], thought: undefined },
  }
  seen.instances.push(instance)
  let ids = 0
  const runtime: Runtime = {
    clock,
    random: new Chance(seedOf(world.seed, 20, number)).random,
    id: () => `i${number}-${++ids}`,
    transport: noTransport,
  }
  const store = watchedStore(simulation, simulation.store, instance)
  const channel = simulation.channel.of(instance)
  const wire = new Wire({
    ...{ clock, delayMs: world.store.delayMs, fault: () => simulation.faultOf(instance) },
    ...{ sinceStartMs: () => simulation.sinceStartMs, later: (ms, run) => void time.timer(ms, run) },
  })
  instance.router = await simulation.makers.makeInstance({
    ...{ world, index, runtime, store: { ...store, channel }, channel },
    provider: simulatedUpstream(simulation, instance),
    remote: new SimulatedRemote(store, wire, channel, simulation.cancelled),
    callbacks: [
      ...world.callbacks.map((name) => misbehaving[name]),
      { name: 'ledger', on: (event) => simulation.told(instance, event) },
    ],
  })
}

const misbehaving: Readonly<Record<'throws' | 'rejects' | 'hangs', Callback>> = {
  throws: {
    name: 'throws',
    on: () => {
      throw new Error('its own mind')
    },
  },
  rejects: { name: 'rejects', on: () => Promise.reject(new Error('its own mind')) },
  hangs: { name: 'hangs', on: () => new Promise(() => {}) },
}

export function happen(simulation: Simulation, happening: Happening): void {
  if (happening.does === 'step-clock') {
    simulation.wall.stepMs += happening.byMs
    simulation.reach('the wall clock jumps')
    return
  }
  const instance = simulation.seen.instances.find(
    ({ index, router, isGone }) => index === happening.instance && router && !isGone,
  )
  if (!instance?.router) return
  if (happening.does === 'reload') {
    simulation.reach([...instance.open.values()].some((open) => open > 0) ? 'reload while attempts run' : 'reload')
    void instance.router.reload(happening.without)
    return
  }
  instance.isGone = true
  if (happening.does === 'crash') crash(simulation, instance)
  else {
    instance.hasEnded = true
    simulation.reach('an instance ends in order')
    void close(simulation, instance)
  }
  simulation.time.timer(happening.downMs, () => void start(simulation, instance.index))
}

/** Nothing of it goes on: its connections are closed, and what it has of the store nobody gives back. */
function crash(simulation: Simulation, instance: InstanceSeen): void {
  simulation.reach('an instance crashes')
  instance.clock.isDead = true
  simulation.channel.forget(instance)
  for (const call of simulation.seen.calls) if (call.instance === instance) simulation.endCall(call)
  for (const run of simulation.onCrash.get(instance) ?? []) run()
}

/** An orderly end: those who are there are served before. */
async function close(simulation: Simulation, instance: InstanceSeen): Promise<void> {
  const isBusy = () => [...simulation.seen.requests.values()].some((one) => one.instance === instance && !one.outcome)
  while (isBusy()) await new Promise<void>((resolve) => simulation.time.timer(100, resolve))
  // Those that are forgotten end by themselves.
  while ([...instance.open.values()].some((open) => open > 0))
    await new Promise<void>((resolve) => simulation.time.timer(1_000, resolve))
  await instance.router?.close()
}
