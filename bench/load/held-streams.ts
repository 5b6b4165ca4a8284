import type { ClientSide } from '../targets/client-side.ts'
import { LoadConnection } from './load-connection.ts'
import { type Asked, expectedOf, requestBytes } from './request-bytes.ts'

const slow: Asked = { model: 'bench-slow', requestBytes: 1_000, stream: true }

/** Streams that have begun and go on for a minute, a chunk each second, until they are let go. */
export class HeldStreams {
  readonly #connections: LoadConnection[] = []

  /** Begins so many, and waits for the first words of each. */
  async hold(count: number, port: number, client: ClientSide): Promise<void> {
    const request = requestBytes(slow, port, client)
    const begin = async (at: number): Promise<void> => {
      const connection = new LoadConnection(request, expectedOf(slow))
      this.#connections.push(connection)
      await connection.open(port)
      await new Promise((resolve) => setTimeout(resolve, at))
      await new Promise<void>((began, failed) =>
        connection.send({ began, failed, answered: () => failed(new Error('the stream ended')) }),
      )
    }
    await Promise.all(Array.from({ length: count }, (_, at) => begin(at)))
  }

  release(): void {
    for (const connection of this.#connections.splice(0)) connection.close()
  }
}
