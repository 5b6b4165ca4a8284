import type { Cancel, Clock } from '@turnout/core'

/** Where lines go: any stream of Node's. */
export interface LineSink {
  write(text: string, done: (error?: Error | null) => void): unknown
  /** Bytes that were written to it and have not left. */
  readonly writableLength: number
}

/** A batch of lines waits no longer than this. */
const flushMs = 100
/** Nor does it grow beyond this. */
const flushLength = 64 * 1024
/** What a sink may hold that nobody reads; more is dropped. */
const mostWaiting = 1024 * 1024
/** At the end, so long for what is still to be written. */
const lingerMs = 1_000

/** Writes lines in batches; what the sink does not take is dropped, and counted, and never waited for. */
export class Lines {
  readonly #clock: Clock
  readonly #sink: LineSink
  #batch = ''
  #count = 0
  #dropped = 0
  #stop: Cancel | undefined

  constructor(sink: LineSink, clock: Clock) {
    this.#sink = sink
    this.#clock = clock
  }

  /** How many lines were lost and not told yet. The next line is taken to tell it: if that is lost, so are they again. */
  takeDropped(): number {
    const dropped = this.#dropped
    this.#dropped = 0
    this.#count += Math.max(0, dropped - 1)
    return dropped
  }

  get hasDropped(): boolean {
    return this.#dropped > 0
  }

  /** A line with its end. */
  add(line: string): void {
    this.#batch += line
    this.#count++
    if (this.#batch.length >= flushLength) this.#flush()
    else this.#stop ??= this.#clock.timer(flushMs, () => this.#flush())
  }

  /** What there is goes out; resolves when it has, or after a second. */
  async end(): Promise<void> {
    const out = new Promise<void>((resolve) => this.#flush(resolve))
    await Promise.race([out, this.#clock.sleep(lingerMs)])
  }

  #flush(done: () => void = nothing): void {
    this.#stop?.()
    this.#stop = undefined
    const [batch, count] = [this.#batch, this.#count]
    this.#batch = ''
    this.#count = 0
    if (this.#sink.writableLength > mostWaiting) {
      this.#dropped += count
      done()
      return
    }
    this.#sink.write(batch, (error) => {
      if (error) this.#dropped += count
      done()
    })
  }
}

const nothing = (): void => {}
