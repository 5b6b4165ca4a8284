import {
  type Cancel,
  type Clock,
  type Transport,
  type TransportHandler,
  type TransportRequest,
  TurnQueue,
} from '@turnout/core'
import { Exchange } from './exchange.ts'
import { OriginPool, type Surroundings } from './origin-pool.ts'
import { requestHead } from './request-head.ts'
import { unheldClock } from './unheld-clock.ts'
import { asError, transportClosed } from './wire-error.ts'

/** How often connections are looked after: those that take too long to open, and those that nobody uses. */
const roundMs = 500
const readBytes = 64 * 1024

type TransportClock = Pick<Clock, 'monotonicMs' | 'timer' | 'afterwards'>

export interface Http1TransportOptions {
  /** Real time unless said. */
  readonly clock?: TransportClock
}

/**
 * The real network: an HTTP/1.1 client of our own over Node's sockets, one request a connection at a time. Redirects are
 * not followed. Lists of headers are remembered by identity, so one that was handed over must not change.
 */
export function http1Transport({ clock = unheldClock }: Http1TransportOptions = {}): Transport {
  return new Http1Transport(clock)
}

class Http1Transport implements Transport {
  readonly #clock: TransportClock
  readonly #surroundings: Surroundings
  readonly #pools = new Map<string, OriginPool>()
  #stopTimer: Cancel | undefined
  #closed = false

  constructor(clock: TransportClock) {
    this.#clock = clock
    this.#surroundings = {
      nowMs: () => clock.monotonicMs(),
      readBuffer: readBuffers(),
      reads: new TurnQueue(clock),
    }
  }

  dispatch(request: TransportRequest, handler: TransportHandler): void {
    try {
      if (this.#closed) throw transportClosed()
      const exchange = new Exchange(requestHead(request), request.body, handler)
      this.#poolOf(request.origin).run(exchange)
      this.#stopTimer ??= this.#clock.timer(roundMs, () => this.#round())
    } catch (thrown) {
      handler.onResponseError(undefined, asError(thrown))
    }
  }

  async close(): Promise<void> {
    this.#closed = true
    this.#stopTimer?.()
    for (const pool of this.#pools.values()) pool.close()
    this.#pools.clear()
  }

  #poolOf(origin: string): OriginPool {
    const known = this.#pools.get(origin)
    if (known) return known
    const pool = new OriginPool(origin, this.#surroundings)
    this.#pools.set(origin, pool)
    return pool
  }

  #round(): void {
    for (const [origin, pool] of this.#pools) {
      pool.checkPatience()
      if (pool.isEmpty) this.#pools.delete(origin)
    }
    this.#stopTimer =
      this.#pools.size > 0 && !this.#closed ? this.#clock.timer(roundMs, () => this.#round()) : undefined
  }
}

/** One for all connections, because a read is over before the next begins; on Windows reads wait with their bytes in hand. */
function readBuffers(): () => Buffer {
  if (process.platform === 'win32') return () => Buffer.allocUnsafeSlow(readBytes)
  let shared: Buffer | undefined
  return () => {
    shared ??= Buffer.allocUnsafeSlow(readBytes)
    return shared
  }
}
