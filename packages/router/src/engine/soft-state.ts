import type { Cancel, Channel, Json, JsonObject, Runtime, Snapshot, Tracker } from '@turnout/core'
import type { Member } from './member.ts'

/** Something is said at least so often, so that others know that this instance is there. */
const presenceMs = 1_000
/** Everything is said again so often, for those who have missed something. */
const wholeMs = 5_000
/** What is remembered no longer is said again with the next so many of those. */
const mostFarewells = 12
/** Who says nothing for so long is gone. */
const goneMs = 5_000
/** What must not be late is said at once, but not more often than this: then together with what happens meanwhile. */
const seldomMs = 20
/** At most so many deployments in one message. */
const mostAtOnce = 500

/** Another instance, and how long ago it said something. */
export interface Instance {
  readonly id: string
  readonly heardMsAgo: number
}

/**
 * Tells other instances what this one remembers of its deployments, and joins what they tell: in batches, beside the
 * requests. What is lost on the way is said again.
 */
export class SoftState {
  /** This instance's name among them. */
  readonly instance: string
  readonly exchangeMs: number
  readonly #channel: Channel
  readonly #runtime: Runtime
  readonly #stopListening: Cancel
  readonly #heardMs = new Map<string, number>()
  #members: ReadonlyMap<string, Member> = new Map()
  /** The same, as it is gone through many times a second. */
  #shared: ReadonlyMap<string, readonly Shared[]> = new Map()
  /** What is remembered no longer, and how often that was said. */
  readonly #gone = new Map<string, { readonly signals: JsonObject; told: number }>()
  #timer: Cancel | undefined
  #urgent: Cancel | undefined
  #saidMs = -Infinity
  #wholeMs = -Infinity
  #isClosed = false

  constructor(channel: Channel, runtime: Runtime, exchangeMs: number) {
    this.#channel = channel
    this.#runtime = runtime
    this.exchangeMs = Math.min(exchangeMs, presenceMs)
    this.instance = runtime.id()
    this.#stopListening = channel.listen((snapshot) => this.#hear(snapshot))
  }

  /** From now on it is about these deployments, by id. */
  serve(members: ReadonlyMap<string, Member>): void {
    const gone = withdrawn(this.#members, members)
    for (const [id, signals] of Object.entries(gone)) this.#gone.set(id, { signals, told: 0 })
    if (Object.keys(gone).length > 0) void this.#publish({ instance: this.instance, signals: gone })
    this.#members = members
    this.#shared = new Map([...members].map(([id, { bySignal }]) => [id, sharedOf(bySignal)]))
    this.#wholeMs = -Infinity
    if (this.#timer === undefined) this.#turn()
  }

  /** Something that others must not hear late: a cooldown, a recovery. */
  soon(): void {
    if (this.#isClosed) return
    const delayMs = Math.max(0, this.#saidMs + seldomMs - this.#nowMs)
    this.#urgent ??= this.#runtime.clock.timer(delayMs, () => {
      this.#urgent = undefined
      this.#say(false)
    })
  }

  instances(): readonly Instance[] {
    const nowMs = this.#nowMs
    return [...this.#heardMs].map(([id, atMs]) => ({ id, heardMsAgo: Math.round(nowMs - atMs) }))
  }

  async close(): Promise<void> {
    this.#isClosed = true
    this.#timer?.()
    this.#urgent?.()
    this.#stopListening()
    await this.#publish({ instance: this.instance, leaving: true, signals: {} })
  }

  #turn(): void {
    if (this.#isClosed) return
    const nowMs = this.#nowMs
    for (const [instance, atMs] of this.#heardMs) if (nowMs - atMs > goneMs) this.#forget(instance)
    this.#say(nowMs - this.#wholeMs >= wholeMs)
    this.#timer = this.#runtime.clock.timer(this.exchangeMs, () => this.#turn())
  }

  #say(whole: boolean): void {
    const nowMs = this.#nowMs
    if (whole) this.#wholeMs = nowMs
    const news = this.#exported(nowMs, whole)
    const ids = Object.keys(news)
    if (ids.length === 0 && nowMs - this.#saidMs < presenceMs) return
    this.#saidMs = nowMs
    const said = partsOf(news, ids).map((signals) => this.#publish({ instance: this.instance, signals }))
    if (whole && this.#gone.size > 0) void this.#countFarewells(said)
  }

  async #countFarewells(said: readonly Promise<boolean>[]): Promise<void> {
    if (!(await Promise.all(said)).every((heard) => heard)) return
    for (const [id, gone] of this.#gone) if (++gone.told >= mostFarewells) this.#gone.delete(id)
  }

  #exported(nowMs: number, whole: boolean): Snapshot['signals'] {
    const signals: Record<string, JsonObject> = {}
    for (const [id, shared] of this.#shared) {
      let ofDeployment: Record<string, Json> | undefined
      for (const { name, tracker } of shared) {
        const data = exported(tracker, nowMs, whole)
        if (data === undefined) continue
        ofDeployment ??= {}
        ofDeployment[name] ??= data
      }
      if (ofDeployment) signals[id] = ofDeployment
    }
    if (whole) for (const [id, gone] of this.#gone) signals[id] = { ...gone.signals, ...signals[id] }
    return signals
  }

  #hear({ instance, leaving, signals }: Snapshot): void {
    if (instance === this.instance || this.#isClosed) return
    if (leaving) {
      this.#forget(instance)
      return
    }
    const nowMs = this.#nowMs
    if (!this.#heardMs.has(instance)) this.#wholeMs = -Infinity
    this.#heardMs.set(instance, nowMs)
    for (const id of Object.keys(signals)) {
      const bySignal = signals[id]
      const shared = this.#shared.get(id)
      if (!bySignal || !shared) continue
      for (const { name, tracker } of shared) {
        const data = Object.hasOwn(bySignal, name) ? bySignal[name] : undefined
        if (data !== undefined) merge(tracker, instance, data ?? undefined, nowMs)
      }
    }
  }

  /** It has ended, or cannot be heard: what runs there, or was measured there, counts no longer. */
  #forget(instance: string): void {
    if (!this.#heardMs.delete(instance)) return
    const nowMs = this.#nowMs
    for (const shared of this.#shared.values())
      for (const { tracker } of shared) merge(tracker, instance, undefined, nowMs)
  }

  /** Whether it could be said; if not, it is said again later. */
  #publish = (snapshot: Snapshot): Promise<boolean> =>
    this.#channel.publish(snapshot).then(
      () => true,
      () => false,
    )

  get #nowMs(): number {
    return this.#runtime.clock.monotonicMs()
  }
}

/**
 * What is remembered no longer: `null` by deployment and signal. Those who were told of it would otherwise count it for
 * ever.
 */
function withdrawn(before: ReadonlyMap<string, Member>, now: ReadonlyMap<string, Member>): Snapshot['signals'] {
  const signals: Record<string, JsonObject> = {}
  for (const [id, { bySignal }] of before) {
    const kept = now.get(id)?.bySignal
    const gone = [...bySignal].filter(([signal, tracker]) => tracker.export && kept?.get(signal) !== tracker)
    if (gone.length > 0) signals[id] = Object.fromEntries(gone.map(([{ name }]) => [name, null]))
  }
  return signals
}

/** What is told of a deployment, or heard. */
interface Shared {
  readonly name: string
  readonly tracker: Tracker<unknown>
}

const sharedOf = (bySignal: Member['bySignal']): readonly Shared[] =>
  [...bySignal].flatMap(([{ name }, tracker]) => (tracker.export || tracker.merge ? [{ name, tracker }] : []))

/** One message, usually: all of it. */
function partsOf(news: Snapshot['signals'], ids: readonly string[]): readonly Snapshot['signals'][] {
  if (ids.length <= mostAtOnce) return [news]
  const all = Object.entries(news)
  const count = Math.ceil(all.length / mostAtOnce)
  return Array.from({ length: count }, (_, part) =>
    Object.fromEntries(all.slice(part * mostAtOnce, (part + 1) * mostAtOnce)),
  )
}

/** A tracker of somebody's own must not keep the others from it. */
function exported(tracker: Tracker<unknown>, nowMs: number, whole: boolean): Json | undefined {
  try {
    return tracker.export?.(nowMs, whole)
  } catch {
    return undefined
  }
}

/** The same for what it is told. */
function merge(tracker: Tracker<unknown>, instance: string, data: Json | undefined, nowMs: number): void {
  try {
    tracker.merge?.(instance, data, nowMs)
  } catch {
    // Its own.
  }
}
