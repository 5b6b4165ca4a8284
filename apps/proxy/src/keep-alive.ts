import { Bag, type Cancel, type Clock } from '@turnout/core'

const everyMs = 1_000
const longestSilenceMs = 15_000
const comment = ': keep-alive\n\n'

/** As much of a response as there is to know here. */
export interface OpenStream {
  readonly socket: { readonly bytesWritten: number; readonly writableNeedDrain: boolean } | null
  readonly destroyed: boolean
  readonly writableEnded: boolean
  readonly writableNeedDrain: boolean
  write(text: string): unknown
  once(event: 'close', run: () => void): unknown
}

/** How far a stream had come, and since when. */
interface Seen {
  readonly stream: OpenStream
  bytes: number
  atMs: number
  place: number
}

/**
 * Writes a comment into streams that have been silent for 15 s, so that nothing on the way takes them for dead. Looks at
 * all of them once a second, with one timer; a stream itself does nothing for it.
 */
export class KeepAlive {
  readonly #clock: Clock
  readonly #streams = new Bag<Seen>()
  readonly #watched = new WeakSet<OpenStream>()
  #stop: Cancel | undefined

  constructor(clock: Clock) {
    this.#clock = clock
  }

  /** Until it is closed; its head must be written. */
  watch(stream: OpenStream): void {
    const seen = { stream, bytes: 0, atMs: this.#clock.monotonicMs(), place: -1 }
    this.#streams.add(seen)
    this.#watched.add(stream)
    stream.once('close', () => this.#streams.delete(seen))
    this.#stop ??= this.#clock.timer(everyMs, this.#look)
  }

  /** Writes a comment now, if this is a stream that is watched. */
  readonly comment = (stream: OpenStream): void => {
    if (this.#watched.has(stream) && takesMore(stream)) stream.write(comment)
  }

  stop(): void {
    this.#stop?.()
    this.#stop = undefined
  }

  readonly #look = (): void => {
    const nowMs = this.#clock.monotonicMs()
    for (const seen of this.#streams) {
      const { stream } = seen
      const bytes = stream.socket?.bytesWritten ?? 0
      if (bytes !== seen.bytes) {
        seen.bytes = bytes
        seen.atMs = nowMs
      } else if (nowMs - seen.atMs >= longestSilenceMs && takesMore(stream)) stream.write(comment)
    }
    this.#stop = this.#streams.size > 0 ? this.#clock.timer(everyMs, this.#look) : undefined
  }
}

/** It goes on, and its reader keeps up. */
const takesMore = ({ destroyed, writableEnded, writableNeedDrain, socket }: OpenStream): boolean =>
  !destroyed && !writableEnded && !writableNeedDrain && socket?.writableNeedDrain !== true
