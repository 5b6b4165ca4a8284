import type { ServerResponse } from 'node:http'
import type { Socket } from 'node:net'
import type { Cancel } from '@turnout/core'

/** Larger ones are not worth a copy. */
const oneWriteBytes = 16 * 1024

/**
 * Writes the chunks of a stream. The first goes out with the head, in Node's own way; the others are framed here (RFC 9112,
 * section 7.1) and are one piece for the socket, where Node makes four of each.
 */
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
    if (this.#socket && typeof chunk !== 'string' && chunk.byteLength > 0 && chunk.byteLength <= oneWriteBytes)
      return this.#socket.write(framed(latin1 ?? charactersOf(chunk)), 'latin1')
    const keepsUp = this.#response.write(chunk)
    // Without one it waits behind another answer on its connection, and Node holds what is written.
    const { socket, chunkedEncoding } = this.#response
    if (socket && chunkedEncoding) this.#socket = socket
    return keepsUp
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
