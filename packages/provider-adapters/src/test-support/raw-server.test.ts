import { once } from 'node:events'
import { createServer, type Socket } from 'node:net'
import { onTestFinished } from 'vitest'

/** One connection to a `rawServer`. */
export interface RawConnection {
  readonly socket: Socket
  /** All it has received so far, latin1. */
  readonly received: () => string
}

export interface RawServer {
  readonly origin: string
  readonly port: number
  /** In the order they came. */
  readonly connections: readonly RawConnection[]
}

/** What has come of a request is whole: its head, and as much as its content-length says. */
const whole = (text: string): number | undefined => {
  const head = text.indexOf('\r\n\r\n')
  if (head === -1) return undefined
  const length = Number(/content-length: (\d+)/.exec(text.slice(0, head))?.[1] ?? 0)
  return text.length >= head + 4 + length ? head + 4 + length : undefined
}

/**
 * A TCP server of this test alone. `answer` is called for each whole request: with its text, its connection, and how
 * many whole requests had come on any connection before.
 */
export const rawServer = async (
  answer: (connection: RawConnection, request: string, before: number) => void,
  accept: (socket: Socket) => void = () => {},
): Promise<RawServer> => {
  const connections: RawConnection[] = []
  let before = 0
  const server = createServer({ noDelay: true }, (socket) => {
    let all = ''
    let rest = ''
    const connection = { socket, received: () => all }
    connections.push(connection)
    socket.on('error', () => {})
    socket.on('data', (bytes) => {
      all += bytes.toString('latin1')
      rest += bytes.toString('latin1')
      for (let end = whole(rest); end !== undefined; end = whole(rest)) {
        const request = rest.slice(0, end)
        rest = rest.slice(end)
        answer(connection, request, before++)
      }
    })
    accept(socket)
  }).listen(0, '127.0.0.1')
  onTestFinished(() => {
    for (const { socket } of connections) socket.destroy()
    server.close()
  })
  await once(server, 'listening')
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('no port')
  return { origin: `http://127.0.0.1:${address.port}`, port: address.port, connections }
}

/** Answers every request with the same bytes. */
export const answering = (text: string, then: 'close' | 'stay' = 'stay'): Promise<RawServer> =>
  rawServer(({ socket }) => {
    socket.write(text, 'latin1')
    if (then === 'close') socket.end()
  })

/** An answer of fixed length. */
export const plain = (body: string, ...lines: string[]): string =>
  ['HTTP/1.1 200 OK', `content-length: ${Buffer.byteLength(body)}`, ...lines, '', body].join('\r\n')
