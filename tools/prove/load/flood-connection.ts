import { once } from 'node:events'
import { connect, type Socket } from 'node:net'

/** A keep-alive connection with one plain request on its way at a time; of answers it looks at what it has to. */
export class FloodConnection {
  readonly #socket: Socket
  #answered: ((status: number) => void) | undefined
  #status = 0
  #left = 0

  static async open(port: number): Promise<FloodConnection> {
    const socket = connect({ port, host: '127.0.0.1', noDelay: true })
    await once(socket, 'connect')
    return new FloodConnection(socket)
  }

  private constructor(socket: Socket) {
    this.#socket = socket
    socket
      .on('data', (bytes) => this.#read(bytes))
      .on('error', () => {})
      .on('close', () => this.#end(0))
  }

  get isOpen(): boolean {
    return !this.#socket.destroyed
  }

  /** Hears the status of the whole answer; 0 where there was none. */
  send(request: Buffer, answered: (status: number) => void): void {
    this.#answered = answered
    this.#status = 0
    if (this.isOpen) this.#socket.write(request)
    else this.#end(0)
  }

  close(): void {
    this.#socket.destroy()
  }

  /** The head of an answer comes in one piece from a proxy beside us. */
  #read(bytes: Buffer): void {
    if (this.#status === 0) {
      const text = bytes.toString('latin1')
      this.#status = Number(text.slice(9, 12))
      const length = /\r\ncontent-length: (\d+)\r\n/i.exec(text)?.[1]
      this.#left = Number(length ?? 0) + text.indexOf('\r\n\r\n') + 4
    }
    this.#left -= bytes.length
    if (this.#left <= 0) this.#end(this.#status)
  }

  #end(status: number): void {
    const answered = this.#answered
    this.#answered = undefined
    answered?.(status)
  }
}
