import type { ServerResponse } from 'node:http'
import type { RouterEvent } from '@turnout/core'

type EventType = RouterEvent['type']
type Writable = Pick<ServerResponse, 'write' | 'end' | 'once' | 'off'>

/** What waits for a reader that is slow; what has no room in it is counted, and not told. */
const mostWaiting = 256 * 1024

/** Somebody who reads the feed, at its own pace. */
export class EventReader {
  /** Undefined: everything. */
  readonly types: ReadonlySet<EventType> | undefined
  readonly #response: Writable
  #waiting: string[] = []
  #waitingSize = 0
  #dropped = 0
  #isFull = false

  constructor(response: Writable, types: ReadonlySet<EventType> | undefined) {
    this.#response = response
    this.types = types
  }

  wants(type: EventType): boolean {
    return this.types?.has(type) ?? true
  }

  tell(text: string): void {
    if (!this.#isFull) this.#write(text)
    else if (this.#dropped > 0 || !this.#hasRoom(text)) this.#dropped++
    else {
      this.#waiting.push(text)
      this.#waitingSize += text.length
    }
  }

  end(): void {
    this.#response.off('drain', this.#goOn)
    this.#response.end()
  }

  /** One may be larger than all the room there is. */
  #hasRoom(text: string): boolean {
    return this.#waitingSize === 0 || this.#waitingSize + text.length <= mostWaiting
  }

  #write(text: string): void {
    if (this.#response.write(text)) return
    this.#isFull = true
    this.#response.once('drain', this.#goOn)
  }

  readonly #goOn = (): void => {
    this.#isFull = false
    const gone = this.#dropped > 0 ? [serverSentEvent('dropped', `{"count":${this.#dropped}}`)] : []
    const text = [...this.#waiting, ...gone].join('')
    this.#waiting = []
    this.#waitingSize = 0
    this.#dropped = 0
    if (text) this.#write(text)
  }
}

export const serverSentEvent = (event: string, data: string): string => `event: ${event}\ndata: ${data}\n\n`
