import { connect, type Socket } from 'node:net'
import { AnswerChecker, type Expected } from './answer-checker.ts'

/** One keep-alive connection that sends the same request again and again, the next when the answer is whole. */
export class LoadConnection {
  readonly #request: Buffer
  readonly #checker: AnswerChecker
  #socket: Socket | undefined
  #answered: (() => void) | undefined
  #failed: ((error: Error) => void) | undefined

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
      this.#failed = reject
      this.#socket = connect({ port, host: '127.0.0.1', noDelay: true, onread }, resolve)
      this.#socket.on('error', (error) => this.#failed?.(error))
      this.#socket.on('close', () => this.#failed?.(new Error('the connection was closed')))
    })
  }

  /** Sends requests while `more` says so, and calls `count` for each right answer; rejects at the first wrong one. */
  run(more: () => boolean, count: () => void): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#failed = reject
      this.#answered = () => {
        count()
        if (more()) this.#socket?.write(this.#request)
        else resolve()
      }
      if (more()) this.#socket?.write(this.#request)
      else resolve()
    })
  }

  /** Fails the run that waits for an answer. */
  abandon(): void {
    this.#socket?.destroy(new Error('no answer in time'))
  }

  close(): void {
    this.#failed = undefined
    this.#answered = undefined
    this.#socket?.destroy()
  }

  #read(bytes: Buffer): void {
    try {
      if (this.#checker.feed(bytes)) this.#answered?.()
    } catch (error) {
      this.#failed?.(error instanceof Error ? error : new Error(String(error)))
      this.#socket?.destroy()
    }
  }
}
