import type { Callback, Cancel, Clock, RouterConfig, RouterEvent, TraceContext } from '@turnout/core'
import { Listener } from './listener.ts'

type EventType = RouterEvent['type']
type Emit = (event: RouterEvent) => void
type Tracer = NonNullable<Callback['trace']>

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
  #tracer: Tracer | undefined
  #waiting: RouterEvent[] = []

  constructor(clock: Clock) {
    this.#clock = clock
  }

  /** Those of a configuration, from now on, told the configuration first. */
  use(callbacks: readonly Callback[], config: RouterConfig): void {
    const known = new Map(this.#configured.map((listener) => [listener.callback, listener]))
    this.#configured = callbacks.map((callback) => known.get(callback) ?? new Listener(callback, this.#tellTrouble))
    for (const { callback } of this.#configured) configure(callback, config)
    this.#tracer = callbacks.find(({ trace }) => trace)?.trace?.bind(callbacks.find(({ trace }) => trace))
    this.#update()
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
  trace(...incoming: Parameters<Tracer>): TraceContext | undefined {
    try {
      return this.#tracer?.(...incoming)
    } catch {
      return undefined
    }
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

function configure(callback: Callback, config: RouterConfig): void {
  try {
    callback.configure?.(config)
  } catch {
    // As with events: its failure is its own.
  }
}

const hears = (callback: Callback, type: EventType): boolean => callback.hears?.includes(type) ?? true

const hearsAttempts = (callback: Callback): boolean =>
  hears(callback, 'attempt-start') || hears(callback, 'attempt-end')
