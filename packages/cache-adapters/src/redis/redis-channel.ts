import type { Cancel, Channel, Clock, Snapshot } from '@turnout/core'
import type { Members } from './members.ts'
import { readSnapshot } from './read-snapshot.ts'
import type { RedisClient } from './script.ts'

/** What is published is heard here too: a subscription that hears nothing of it for so long is dead. */
const deafMs = 5_000

export interface RedisChannelParts {
  readonly client: RedisClient
  /** A connection of its own: one that listens can do nothing else. */
  readonly ears: RedisClient
  readonly name: string
  readonly clock: Clock
  readonly members: Members
  /** Bounds the wait for the server. */
  readonly wait: <T>(answer: Promise<T>) => Promise<T>
}

/** Snapshots by publish and subscribe: what is said reaches all who listen now. */
export class RedisChannel implements Channel {
  readonly #parts: RedisChannelParts
  readonly #listeners = new Set<(snapshot: Snapshot) => void>()
  #heardMs: number

  constructor(parts: RedisChannelParts) {
    this.#parts = parts
    this.#heardMs = parts.clock.monotonicMs()
    const { ears, name } = parts
    ears.on('message', (_channel: string, text: string) => this.#hear(text))
    const subscribe = () => void ears.subscribe(name).catch(() => {})
    if (ears.status === 'ready') subscribe()
    ears.on('ready', subscribe)
  }

  async publish(snapshot: Snapshot): Promise<void> {
    const { client, name, members, ears, clock, wait } = this.#parts
    members.publishes(snapshot.instance)
    await wait(client.publish(name, JSON.stringify(snapshot)))
    const nowMs = clock.monotonicMs()
    if (nowMs - this.#heardMs < deafMs) return
    this.#heardMs = nowMs
    ears.disconnect(true)
  }

  listen(hear: (snapshot: Snapshot) => void): Cancel {
    this.#listeners.add(hear)
    return () => this.#listeners.delete(hear)
  }

  #hear(text: string): void {
    const nowMs = this.#parts.clock.monotonicMs()
    this.#heardMs = nowMs
    const snapshot = readSnapshot(text)
    if (!snapshot) return
    this.#parts.members.heard(snapshot.instance, nowMs, snapshot.leaving ?? false)
    for (const hear of this.#listeners) hear(snapshot)
  }
}
