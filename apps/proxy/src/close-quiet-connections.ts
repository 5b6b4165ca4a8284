import type { Server, ServerResponse } from 'node:http'
import type { Socket } from 'node:net'
import type { Cancel, Clock } from '@turnout/core'

const everyMs = 50

/** What a server's connections are doing. */
export interface Connections {
  /** Those that wait for nothing: they have not asked, or have had every byte of their answer. */
  quiet(): readonly Socket[]
  /** Whether an answer on this connection has begun and is not complete. */
  isAnswering(socket: Socket): boolean
  /** The latest answer on this connection, begun or not. */
  latest(socket: Socket): ServerResponse | undefined
}

/** Remembers the latest answer on each connection, and looks at it only when somebody asks. */
export function watchConnections(server: Server): Connections {
  const latest = new Map<Socket, ServerResponse | undefined>()
  server
    .on('connection', (socket: Socket) => {
      latest.set(socket, undefined)
      socket.once('close', () => latest.delete(socket))
    })
    .on('request', ({ socket }, response) => latest.set(socket, response))
  return {
    quiet: () => [...latest].flatMap(([socket, response]) => (response?.writableFinished === false ? [] : socket)),
    isAnswering(socket) {
      const response = latest.get(socket)
      return response?.headersSent === true && !response.writableFinished
    },
    latest: (socket) => latest.get(socket),
  }
}

/**
 * While a server closes: closes connections that wait for nothing, as they come to it. First after a moment, so that a
 * request that is on its way is answered.
 */
export function closeQuietConnections(connections: Connections, clock: Clock): Cancel {
  let stop: Cancel
  const sweep = () => {
    for (const socket of connections.quiet()) socket.destroy()
    stop = clock.timer(everyMs, sweep)
  }
  stop = clock.timer(everyMs, sweep)
  return () => stop()
}
