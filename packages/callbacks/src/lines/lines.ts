import { type Cancel, CancelScope, type Clock } from '@turnout/core'

/** Where lines go: any stream of Node's. */
export interface LineSink {
  write(text: string | Uint8Array, done: (error?: Error | null) => void): unknown
  /** Bytes that were written to it and have not left. */
  readonly writableLength: number
}

/** A batch of lines waits no longer than this. */
const flushMs = 100
/** Nor does it wait when it has grown to this. */
const flushBytes = 64 * 1024
/** Room for one more line then. */
const roomBytes = flushBytes + 16 * 1024
/** What a character takes in UTF-8 at the most: of two that are one pair, half of four. */
const mostBytesACharacter = 3
/** What a sink may hold that nobody reads; more is dropped. */
const mostWaiting = 1024 * 1024
/** At the end, so long for what is still to be written. */
const lingerMs = 1_000

/** Writes lines in batches; what the sink does not take is dropped, and counted, and never waited for. */
export class Lines {
  readonly #clock: Clock
  readonly #sink: LineSink
  readonly #onWritten: (isWell: boolean) => void
  /** Lines are encoded as they come: so many pieces of text would cost twice as much when they are put together. */
  readonly #batch = Buffer.allocUnsafeSlow(roomBytes)
  #bytes = 0
  #count = 0
  #dropped = 0
  #lost = 0
  /** Lost lines of which a line of this batch tells. */
  #retold = 0
  #stop: Cancel | undefined

  /** `onWritten` is told of each batch whether the sink took it. */
  constructor(sink: LineSink, clock: Clock, onWritten: (isWell: boolean) => void = nothing) {
    this.#sink = sink
    this.#clock = clock
    this.#onWritten = onWritten
  }

  /** How many lines were lost and not told yet. The next line is taken to tell it: if that is lost, so are they again. */
  takeDropped(): number {
    const dropped = this.#dropped
    this.#dropped = 0
    this.#count += Math.max(0, dropped - 1)
    this.#retold += dropped
    return dropped
  }

  /** How many lines were lost and not told yet. */
  get dropped(): number {
    return this.#dropped
  }

  /** How many lines were lost so far, told or not. */
  get lost(): number {
    return this.#lost
  }

  /** A line with its end. */
  add(line: string): void {
    const most = line.length * mostBytesACharacter
    if (this.#bytes > 0 && this.#bytes + most > roomBytes) this.#flush()
    if (most > roomBytes) {
      this.#write(line, { count: 1, retold: 0 })
      return
    }
    this.#count++
    this.#bytes += this.#batch.write(line, this.#bytes, 'utf8')
    if (this.#bytes >= flushBytes) this.#flush()
    else this.#stop ??= this.#clock.timer(flushMs, () => this.#flush())
  }

  /** What there is goes out; resolves when it has, or after a second. */
  async end(): Promise<void> {
    const out = new Promise<void>((resolve) => this.#flush(resolve))
    const over = new CancelScope()
    await Promise.race([out, this.#clock.sleep(lingerMs, over)])
    over.cancel()
  }

  #flush(done: () => void = nothing): void {
    this.#stop?.()
    this.#stop = undefined
    const [bytes, count, retold] = [this.#bytes, this.#count, this.#retold]
    this.#bytes = 0
    this.#count = 0
    this.#retold = 0
    // A sink may keep them for a while.
    this.#write(Buffer.from(this.#batch.subarray(0, bytes)), { count, retold }, done)
  }

  #write(
    lines: string | Uint8Array,
    { count, retold }: { readonly count: number; readonly retold: number },
    done: () => void = nothing,
  ): void {
    const written = (isWell: boolean): void => {
      if (!isWell) {
        this.#dropped += count
        this.#lost += count - retold
      }
      this.#onWritten(isWell)
      done()
    }
    if (this.#sink.writableLength > mostWaiting) written(false)
    else this.#sink.write(lines, (error) => written(!error))
  }
}

const nothing = (): void => {}
