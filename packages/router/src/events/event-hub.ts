import type { Callback, Cancel, Clock, IncomingTrace, RouterConfig, RouterEvent, TraceContext } from '@turnout/core'
import { Listener } from './listener.ts'

type EventType = RouterEvent['type']
type Emit = (event: RouterEvent) => void

/** How long callbacks have for what they still have to pass on at the end. */
const lingerMs = 5_000

/**
 * Tells callbacks what happened, in order, when the bytes of the moment are on their way. One for a router's whole life:
 * what a reload changes is who listens.
 */
export class EventHub {
  /** Absent while nobody listens. */
  emit: Emit | undefined
  /** The same, for the events of attempts. */
  emitAttempt: Emit | undefined
  wantsSteps = false
  readonly #clock: Clock
  #configured: readonly Listener[] = []
  readonly #added = new Set<Listener>()
  readonly #byType = new Map<EventType, readonly Listener[]>()
  #tracer: Listener | undefined
  #waiting: RouterEvent[] = []

  constructor(clock: Clock) {
    this.#clock = clock
  }

  /** Those of a configuration, from now on, told the configuration first. */
  use(callbacks: readonly Callback[], config: RouterConfig): void {
    const known = new Map(this.#configured.map((listener) => [listener.callback, listener]))
    this.#configured = callbacks.map((callback) => known.get(callback) ?? new Listener(callback, this.#tellTrouble))
    this.#tracer = this.#configured.find(({ callback }) => callback.trace)
    this.#update()
    for (const listener of this.#configured) listener.configure(config)
  }

  /** One more, until it is cancelled. */
  listen(callback: Callback): Cancel {
    const listener = new Listener(callback, this.#tellTrouble)
    this.#added.add(listener)
    this.#update()
    return () => {
      this.#added.delete(listener)
      this.#update()
    }
  }

  /** Whether requests may be traced. */
  get traces(): boolean {
    return this.#tracer !== undefined
  }

  /** The place of a request in a trace; undefined where it has none. */
  trace(incoming: IncomingTrace): TraceContext | undefined {
    return this.#tracer?.trace(incoming)
  }

  get losses(): readonly { readonly name: string; readonly dropped: number; readonly failed: number }[] {
    return this.#configured.map((listener) => ({ name: listener.callback.name, ...listener.losses() }))
  }

  /** Tells what is still to be told, and lets callbacks pass on what they have; not for long. */
  async close(): Promise<void> {
    this.#tellAll()
    const closing = this.#configured.filter(({ callback }) => callback.close)
    if (closing.length === 0) return
    const { promise: late, resolve } = Promise.withResolvers<void>()
    const stop = this.#clock.timer(lingerMs, resolve)
    await Promise.race([Promise.allSettled(closing.map(async ({ callback }) => callback.close?.())), late])
    stop()
  }

  readonly #emit: Emit = (event) => {
    this.#waiting.push(event)
    if (this.#waiting.length === 1) this.#clock.afterwards(this.#tellAll)
  }

  readonly #tellAll = (): void => {
    const events = this.#waiting
    this.#waiting = []
    for (const event of events) for (const listener of this.#listenersOf(event.type)) listener.tell(event)
  }

  readonly #tellTrouble = ({ callback: { name } }: Listener, reason: string): void =>
    this.emit?.({ type: 'callback-fault', atMs: this.#clock.monotonicMs(), callback: name, reason })

  #listenersOf(type: EventType): readonly Listener[] {
    const known = this.#byType.get(type)
    if (known) return known
    const those = this.#all.filter(({ callback }) => hears(callback, type))
    this.#byType.set(type, those)
    return those
  }

  get #all(): readonly Listener[] {
    return [...this.#configured, ...this.#added]
  }

  #update(): void {
    this.#byType.clear()
    const callbacks = this.#all.map(({ callback }) => callback)
    this.emit = callbacks.length > 0 ? this.#emit : undefined
    this.emitAttempt = callbacks.some(hearsAttempts) ? this.#emit : undefined
    this.wantsSteps = callbacks.some(({ wantsSteps }) => wantsSteps === true)
  }
}

const hears = (callback: Callback, type: EventType): boolean => callback.hears?.includes(type) ?? true

const hearsAttempts = (callback: Callback): boolean =>
  hears(callback, 'attempt-start') || hears(callback, 'attempt-end')
