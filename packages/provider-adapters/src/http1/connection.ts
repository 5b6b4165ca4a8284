import type { Socket } from 'node:net'
import type { TurnQueue } from '@turnout/core'
import { AnswerReader } from './answer-reader.ts'
import type { Carrier, Exchange } from './exchange.ts'
import { openSocket, type Place } from './open-socket.ts'
import { asError, connectTimeout, otherSideClosed } from './wire-error.ts'
import { writeRequest } from './write-request.ts'

/** Over name lookup, TCP and TLS together. */
const connectTimeoutMs = 3_000
const idleMs = 30_000
/** So much sooner than the server a connection that nobody uses is closed. */
const leadMs = 1_500
/** So much is looked at before more is read: whoever gets it may want it to stop. */
const mostUnreadBytes = 64 * 1024
/** So many reads after an answer's first may hold a stream's first words, which somebody waits for. */
const promptReads = 4

/** Who keeps connections. */
export interface Home {
  readonly place: Place
  nowMs(): number
  /** The bytes of a connection's read: used again as soon as it has been told of them. */
  readBuffer(): Buffer
  /** Where reads wait for the end of the turn. */
  readonly reads: TurnQueue
  /** Free again. */
  release(connection: Connection): void
  /** Gone. */
  forget(connection: Connection): void
}

/** One socket, and the exchange that runs on it, one at a time. */
export class Connection implements Carrier {
  /** When its patience ends, on the home's clock: of connecting, or of waiting for a next request. */
  untilMs: number
  readonly #home: Home
  readonly #socket: Socket
  readonly #reader = new AnswerReader()
  #exchange: Exchange | undefined
  #connecting = true
  /** Read, and not looked at. */
  #unread: Buffer[] = []
  #unreadBytes = 0
  /** Of the answer that comes in. */
  #reads = 0
  /** An answer that is whole is not told of before the turn's end: what follows it in the turn is no part of the next. */
  #ending: (() => void) | undefined

  constructor(home: Home, exchange: Exchange) {
    this.#home = home
    this.#exchange = exchange
    this.untilMs = home.nowMs() + connectTimeoutMs
    const buffer = home.readBuffer()
    const callback = (length: number): boolean => {
      this.#read(length, buffer)
      return true
    }
    this.#socket = openSocket(home.place, { buffer, callback }, () => this.#ready())
    this.#socket.on('error', (error) => this.#last(() => this.lose(error)))
    this.#socket.on('end', () => this.#last(() => this.#ended()))
    this.#socket.on('close', () => this.#last(() => this.lose(otherSideClosed())))
  }

  /** Whether another request may be written. */
  isFit(nowMs: number): boolean {
    return nowMs < this.untilMs && this.#socket.writable && this.#unread.length === 0
  }

  /** Runs an exchange on a connection that is free. */
  run(exchange: Exchange): void {
    this.#socket.ref()
    this.#exchange = exchange
    this.#begin(exchange)
  }

  pause(): void {
    this.#socket.pause()
  }

  resume(): void {
    this.#socket.resume()
  }

  /** Closes at once, without a word to the exchange. */
  destroy(): void {
    this.#exchange = undefined
    this.#ending = undefined
    this.#unread = []
    this.#home.forget(this)
    this.#socket.destroy()
  }

  /** Closes at once; an exchange that runs fails with `error`. */
  lose(error: Error): void {
    const exchange = this.#exchange
    this.destroy()
    exchange?.fail(error)
  }

  /** To be called now and then. */
  checkPatience(nowMs: number): void {
    if (nowMs >= this.untilMs) this.lose(this.#connecting ? connectTimeout() : otherSideClosed())
  }

  #ready(): void {
    this.#connecting = false
    if (this.#exchange) this.#begin(this.#exchange)
  }

  #begin(exchange: Exchange): void {
    this.untilMs = Number.POSITIVE_INFINITY
    exchange.start()
    if (exchange.over) this.#release(idleMs)
    else this.#send(exchange)
  }

  #send(exchange: Exchange): void {
    exchange.carrier = this
    this.#reader.begin()
    this.#reads = 0
    try {
      writeRequest(this.#socket, exchange.head, exchange.body)
      if (exchange.paused) this.#socket.pause()
    } catch (thrown) {
      exchange.fail(asError(thrown))
    }
  }

  /** The bytes a connection reads into are used again at once, so they are copied. */
  #read(length: number, shared: Buffer): void {
    const bytes = Buffer.allocUnsafe(length)
    shared.copy(bytes, 0, 0, length)
    this.#reads++
    if (this.#isPrompt) {
      this.#take(bytes, true)
      return
    }
    this.#unreadBytes += length
    if (this.#unread.push(bytes) === 1) this.#home.reads.add(this.#look)
    if (this.#unreadBytes >= mostUnreadBytes) this.#look()
  }

  get #isPrompt(): boolean {
    if (this.#exchange?.carrier === undefined || this.#ending || this.#unread.length > 0) return false
    return this.#reads > 1 && this.#reads <= 1 + promptReads
  }

  readonly #look = (): void => {
    this.#unreadBytes = 0
    const ending = this.#ending
    this.#ending = undefined
    ending?.()
    for (let bytes = this.#unread.shift(); bytes; bytes = this.#unread.shift()) this.#take(bytes, false)
  }

  /** What was read before the end of a connection comes before it. */
  #last(end: () => void): void {
    this.#look()
    end()
  }

  #take(bytes: Buffer, early: boolean): void {
    const exchange = this.#exchange
    if (!exchange?.carrier) {
      // Nothing was asked for, so whatever this is, it is no answer.
      this.lose(otherSideClosed())
      return
    }
    try {
      if (!this.#reader.read(bytes, bytes.length, exchange) || exchange.over) return
      if (!early) this.#finish(exchange, bytes.length)
      else {
        this.#ending = () => this.#finish(exchange, bytes.length)
        this.#home.reads.add(this.#look)
      }
    } catch (thrown) {
      exchange.fail(asError(thrown))
    }
  }

  #ended(): void {
    const exchange = this.#exchange
    if (exchange?.carrier && this.#reader.endsWithConnection) this.#finish(exchange, 0)
    else this.lose(otherSideClosed())
  }

  /** The answer is there; the connection is used again only if nothing is left over on either side. */
  #finish(exchange: Exchange, length: number): void {
    const { keepsAlive, endedAt, statedLifeMs, trailers } = this.#reader
    const lifeMs = statedLifeMs === undefined ? idleMs : Math.min(idleMs, statedLifeMs - leadMs)
    exchange.carrier = undefined
    if (exchange.paused) this.#socket.resume()
    const isOver = endedAt === length && this.#unread.length === 0 && this.#socket.writableLength === 0
    if (keepsAlive && isOver && lifeMs > 0) this.#release(lifeMs)
    else this.destroy()
    exchange.end(trailers)
  }

  #release(lifeMs: number): void {
    this.#exchange = undefined
    if (this.#socket.destroyed) return
    this.untilMs = this.#home.nowMs() + lifeMs
    this.#socket.unref()
    this.#home.release(this)
  }
}
