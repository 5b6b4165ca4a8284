import type { ServerResponse } from 'node:http'
import type { Socket } from 'node:net'
import type { Cancel } from '@turnout/core'

/** Larger ones are not worth a copy. */
const oneWriteBytes = 16 * 1024
/** A head before larger ones is not worth two. */
const oneWithHeadBytes = 4 * 1024

/** Writes the chunks of a stream, framed here (RFC 9112, section 7.1): one piece for the socket, where Node makes four. */
export class ChunkWriter {
  readonly #response: ServerResponse
  #socket: Socket | undefined

  /** The head must be written, and nothing else. */
  constructor(response: ServerResponse) {
    this.#response = response
  }

  /**
   * False when the reader does not keep up: then `drained` tells when to go on. `latin1`: the bytes of the chunk as
   * characters, where they are known.
   */
  write(chunk: Uint8Array | string, latin1?: string): boolean {
    const bytes = typeof chunk === 'string' ? Buffer.from(chunk) : chunk
    if (bytes.byteLength === 0 || bytes.byteLength > oneWriteBytes) return this.#response.write(bytes)
    if (this.#socket) return this.#socket.write(framed(latin1 ?? charactersOf(bytes)), 'latin1')
    const { socket, chunkedEncoding } = this.#response
    // Without a socket it waits behind another answer on its connection, and Node holds what is written.
    if (socket && chunkedEncoding) this.#socket = socket
    if (!chunkedEncoding || bytes.byteLength > oneWithHeadBytes) return this.#response.write(bytes)
    const keepsUp = this.#withHead(() => this.#response.write(framed(latin1 ?? charactersOf(bytes)), 'latin1'))
    // Node would keep the first words back until all else is done that this turn of the event loop brought.
    socket?.uncork()
    return keepsUp
  }

  /** The last chunk, which must not be empty, and the end. */
  end(chunk: string): void {
    const response = this.#response
    if (!response.chunkedEncoding) response.end(chunk)
    else this.#withHead(() => response.end(`${framed(charactersOf(Buffer.from(chunk)))}0\r\n\r\n`, 'latin1'))
  }

  /** Node puts the head before the first characters it is given: what it believes to be no chunk stays one piece. */
  #withHead<T>(write: () => T): T {
    const response = this.#response
    response.chunkedEncoding = false
    const result = write()
    response.chunkedEncoding = true
    return result
  }

  /** Calls `run` when there is room again, or nobody left to write to: at once if that is so. */
  drained(run: () => void): Cancel {
    const response = this.#response
    const socket = this.#socket
    const waits = response.writableNeedDrain || socket?.writableNeedDrain === true
    if (response.destroyed || !waits) {
      run()
      return () => {}
    }
    response.on('drain', run).on('close', run)
    socket?.on('drain', run)
    return () => {
      response.off('drain', run).off('close', run)
      socket?.off('drain', run)
    }
  }
}

const framed = (characters: string): string => `${characters.length.toString(16)}\r\n${characters}\r\n`

const charactersOf = ({ buffer, byteOffset, byteLength }: Uint8Array): string =>
  Buffer.from(buffer, byteOffset, byteLength).toString('latin1')
