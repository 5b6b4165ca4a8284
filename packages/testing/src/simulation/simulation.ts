import type { RouterEvent, StateStore } from '@turnout/core'
import { Chance, seedOf } from './chance.ts'
import type { WallClock } from './instance-clock.ts'
import { invariants } from './invariants/index.ts'
import type { Invariant } from './invariants/invariant.ts'
import { type InstanceSeen, type RequestSeen, Seen, type Sight, type UpstreamCall, type Violation } from './seen.ts'
import { SimulatedChannel } from './simulated-channel.ts'
import type { MakeInstance } from './simulated-instance.ts'
import { Trace } from './trace.ts'
import { VirtualTime } from './virtual-time.ts'
import type { StoreFault, World } from './world.ts'

/** What the worlds of a simulation are made with: this package knows no router, and no store. */
export interface Makers {
  readonly makeInstance: MakeInstance
  /** The store that instances share: one in memory. */
  readonly makeStore: (clock: { readonly monotonicMs: () => number }) => StateStore
}

const startMs = 1_000_000
/** One invariant is not told of more often than this. */
const mostViolations = 5

/** A world as it runs: its time, what is seen, and who judges that. */
export class Simulation {
  readonly world: World
  readonly makers: Makers
  readonly time: VirtualTime
  readonly wall: WallClock = { stepMs: 0 }
  readonly seen = new Seen()
  readonly store: StateStore
  readonly channel: SimulatedChannel
  readonly trace: Trace
  readonly violations: Violation[] = []
  /** How often each branch was reached. */
  readonly reached = new Map<string, number>()
  readonly chance: Chance
  /** Ids that were cancelled in the store. */
  readonly cancelled = new Set<string>()
  /** Faults have stopped. */
  isHealed = false
  /** Nothing goes wrong before. */
  #beganMs = Infinity
  /** Something was seen since it was last looked at. */
  #isNew = false
  /** Who has a connection to an instance, and hears when it crashes. */
  readonly onCrash = new Map<InstanceSeen, Set<() => void>>()

  constructor(world: World, makers: Makers, inWords: boolean) {
    this.world = world
    this.makers = makers
    this.chance = new Chance(seedOf(world.seed, 9))
    const order = new Chance(seedOf(world.seed, 10)).random
    this.time = new VirtualTime(startMs, world.chaos ? order : undefined)
    this.store = makers.makeStore({ monotonicMs: () => this.nowMs })
    this.trace = new Trace(inWords)
    this.channel = new SimulatedChannel(this.time, 1, (instance) => {
      const kind = this.faultOf(instance)?.kind
      return kind !== undefined && kind !== 'slow' && kind !== 'twice'
    })
  }

  get nowMs(): number {
    return this.time.nowMs
  }

  /** All instances are there: what the world says of times is from now on. */
  begin(): void {
    this.#beganMs = this.nowMs
  }

  get sinceStartMs(): number {
    return this.time.nowMs - this.#beganMs
  }

  /** What is wrong with an instance's way to the store, now. */
  faultOf({ index }: InstanceSeen): StoreFault | undefined {
    const { faults } = this.world.store
    if (faults.length === 0) return undefined
    const atMs = this.sinceStartMs
    return faults.find(
      ({ fromMs, toMs, instances }) => atMs >= fromMs && atMs < toMs && (instances?.includes(index) ?? true),
    )
  }

  see(sight: Sight): void {
    this.#isNew = true
    this.trace.add(this.sinceStartMs, sight)
    for (const invariant of watching[sight.type]) {
      const verdict = invariant.onSight?.(this, sight)
      if (verdict !== undefined) this.#judge(invariant, verdict)
    }
  }

  /** Everything is over: what must hold then. */
  judge(moment: 'atQuiet' | 'atEnd'): void {
    for (const invariant of invariants) this.#judge(invariant, invariant[moment]?.(this))
  }

  /** Nothing is ready to run, now. */
  judgeStill(): void {
    if (!this.#isNew) return
    this.#isNew = false
    for (const invariant of still) this.#judge(invariant, invariant.whenStill?.(this))
  }

  violate(invariant: number, what: string): void {
    const told = this.violations.filter((one) => one.invariant === invariant).length
    if (told < mostViolations) this.violations.push({ invariant, atMs: this.sinceStartMs, what })
  }

  reach(branch: string): void {
    this.reached.set(branch, (this.reached.get(branch) ?? 0) + 1)
  }

  startCall(call: UpstreamCall): void {
    this.seen.calls.push(call)
    const { running } = call.instance
    running.set(call.deployment, (running.get(call.deployment) ?? 0) + 1)
    call.instance.changed.push(call.deployment)
    if (call.instance.clock.isDead) this.endCall(call)
    this.see({ type: 'call-start', call })
  }

  /** It has said all, or failed, or its connection was closed. */
  endCall(call: UpstreamCall): void {
    if (call.endMs !== undefined) return
    call.endMs = this.nowMs
    const { running } = call.instance
    running.set(call.deployment, (running.get(call.deployment) ?? 0) - 1)
    this.see({ type: 'call-end', call })
  }

  /** What a router tells its callbacks. */
  told(instance: InstanceSeen, event: RouterEvent): void {
    if (instance.clock.isDead) return
    const request = 'requestId' in event ? this.seen.requests.get(event.requestId) : undefined
    if (request) note(request, event)
    if (event.type === 'attempt-start') {
      instance.open.set(event.deploymentId, (instance.open.get(event.deploymentId) ?? 0) + 1)
      this.seen.attempts.set(event.attemptId, undefined)
    }
    if (event.type === 'attempt-end') {
      const { deploymentId, attemptId } = event.attempt
      instance.open.set(deploymentId, (instance.open.get(deploymentId) ?? 0) - 1)
      instance.changed.push(deploymentId)
      this.seen.attempts.set(attemptId, event.attempt)
    }
    if (counted.has(event.type)) this.reach(event.type)
    if (event.type === 'attempt-start' && instance.isStoreLost) this.reach('without the store')
    if (event.type === 'store-lost') instance.isStoreLost = true
    if (event.type === 'store-back') instance.isStoreLost = false
    this.see(request ? { type: 'told', instance, event, request } : { type: 'told', instance, event })
  }

  #judge({ number }: Invariant, verdict: ReturnType<NonNullable<Invariant['atQuiet']>>): void {
    if (verdict === undefined) return
    for (const what of typeof verdict === 'string' ? [verdict] : verdict) this.violate(number, what)
  }
}

function note(request: RequestSeen, event: RouterEvent): void {
  if (event.type === 'request-start') request.starts++
  else if (event.type === 'request-refused') request.refusals++
  else if (event.type === 'attempt-start') request.attempts.push(event)
  else if (event.type === 'fallback') request.fallbacks.push({ group: event.to, atMs: event.atMs })
  else if (event.type === 'request-end') {
    request.ends++
    request.end = event
  }
}

const counted: ReadonlySet<string> = new Set(['cooldown-start', 'callback-fault', 'store-lost', 'store-back'])

const watchersOf = (type: Sight['type']): readonly Invariant[] => invariants.filter(({ sees }) => sees?.includes(type))

const watching: Readonly<Record<Sight['type'], readonly Invariant[]>> = {
  told: watchersOf('told'),
  'call-start': watchersOf('call-start'),
  'call-end': watchersOf('call-end'),
  reserved: watchersOf('reserved'),
  settled: watchersOf('settled'),
  asked: watchersOf('asked'),
  content: watchersOf('content'),
  over: watchersOf('over'),
  left: watchersOf('left'),
}
const still = invariants.filter(({ whenStill }) => whenStill)
