import type { Callback, Cancel, Clock, RouterEvent } from '@turnout/core'
import { eventBody } from './event-body.ts'
import { type EventReader, serverSentEvent } from './event-reader.ts'

type Listen = (callback: Callback) => Cancel

const mostReaders = 50

/** Tells readers what happens. While there are none, nobody listens; what nobody reads is not made. */
export class EventFeed {
  readonly #listen: Listen
  readonly #clock: Clock
  readonly #readers = new Set<EventReader>()
  #stop: Cancel | undefined

  constructor(listen: Listen, clock: Clock) {
    this.#listen = listen
    this.#clock = clock
  }

  get isFull(): boolean {
    return this.#readers.size >= mostReaders
  }

  /** Until it is cancelled. */
  add(reader: EventReader): Cancel {
    this.#readers.add(reader)
    this.#update()
    return () => {
      if (this.#readers.delete(reader)) this.#update()
    }
  }

  close(): void {
    for (const reader of this.#readers) reader.end()
    this.#readers.clear()
    this.#update()
  }

  readonly #tell = (event: RouterEvent): void => {
    let text: string | undefined
    for (const reader of this.#readers) {
      if (!reader.wants(event.type)) continue
      text ??= serverSentEvent(event.type, JSON.stringify(eventBody(event, this.#clock)))
      reader.tell(text)
    }
  }

  /** The new ear is there before the old one goes, so that nothing is missed; events are told later than either. */
  #update(): void {
    const before = this.#stop
    const wanted = [...this.#readers].map(({ types }) => types)
    const all = wanted.some((types) => types === undefined)
    const hears = all ? {} : { hears: [...new Set(wanted.flatMap((types) => [...(types ?? [])]))] }
    this.#stop = wanted.length > 0 ? this.#listen({ name: 'event-feed', ...hears, on: this.#tell }) : undefined
    before?.()
  }
}
