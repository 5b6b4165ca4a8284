import { connect, type Socket } from 'node:net'
import { firstWords } from '../upstream/canned-answers.ts'
import { AnswerChecker, type Expected } from './answer-checker.ts'

export interface Listener {
  /** The first words of the answer are here. */
  readonly began?: () => void
  /** The whole answer is here, and right. */
  readonly answered: () => void
  readonly failed: (error: Error) => void
}

const mostIdleMs = 3_000

/** One keep-alive connection that sends the same request again and again, one at a time. */
export class LoadConnection {
  readonly #request: Buffer
  readonly #checker: AnswerChecker
  #socket: Socket | undefined
  #listener: Listener | undefined
  #usedAt = 0
  /** What has come while the first words are waited for. */
  #beginning: string | undefined

  constructor(request: Buffer, expected: Expected) {
    this.#request = request
    this.#checker = new AnswerChecker(expected)
  }

  open(port: number): Promise<void> {
    return new Promise((resolve, reject) => {
      const callback = (length: number, buffer: Uint8Array): boolean => {
        this.#read(Buffer.from(buffer.buffer, buffer.byteOffset, length))
        return true
      }
      const onread = { buffer: Buffer.allocUnsafeSlow(16_384), callback }
      this.#listener = { answered: () => undefined, failed: reject }
      this.#usedAt = performance.now()
      this.#socket = connect({ port, host: '127.0.0.1', noDelay: true, onread }, resolve)
      this.#socket.on('error', (error) => this.#fail(error))
      this.#socket.on('close', () => this.#fail(new Error('the connection was closed')))
    })
  }

  /** Whether it may be used again: servers close connections that have been idle for some seconds. */
  get isFresh(): boolean {
    return this.#socket?.destroyed === false && performance.now() - this.#usedAt < mostIdleMs
  }

  send(listener: Listener): void {
    this.#listener = listener
    this.#beginning = listener.began === undefined ? undefined : ''
    this.#socket?.write(this.#request)
  }

  /** Fails the request that waits for an answer. */
  abandon(): void {
    this.#socket?.destroy(new Error('no answer in time'))
  }

  close(): void {
    this.#listener = undefined
    this.#socket?.destroy()
  }

  #read(bytes: Buffer): void {
    try {
      if (this.#beginning !== undefined) this.#lookForWords(bytes)
      if (!this.#checker.feed(bytes)) return
      this.#usedAt = performance.now()
      this.#listener?.answered()
    } catch (error) {
      this.#fail(error instanceof Error ? error : new Error(String(error)))
      this.#socket?.destroy()
    }
  }

  #lookForWords(bytes: Buffer): void {
    const text = this.#beginning + bytes.toString('latin1')
    const found = text.includes(firstWords)
    this.#beginning = found ? undefined : text
    if (found) this.#listener?.began?.()
  }

  #fail(error: Error): void {
    const listener = this.#listener
    this.#listener = undefined
    listener?.failed(error)
  }
}
