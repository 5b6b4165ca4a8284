import type { Server, ServerResponse } from 'node:http'
import type { Socket } from 'node:net'
import type { Cancel, Clock } from '@turnout/core'

const everyMs = 50

/** What a server's connections are doing. */
export interface Connections {
  /** Those that wait for nothing: they have not asked, or have had every byte of their answer. */
  readonly quiet: ReadonlySet<Socket>
  /** Whether an answer on this connection has begun and is not complete. */
  isAnswering(socket: Socket): boolean
}

export function watchConnections(server: Server): Connections {
  const quiet = new Set<Socket>()
  const latest = new WeakMap<Socket, ServerResponse>()
  server
    .on('connection', (socket: Socket) => {
      quiet.add(socket)
      socket.once('close', () => quiet.delete(socket))
    })
    .on('request', ({ socket }, response) => {
      quiet.delete(socket)
      latest.set(socket, response)
      response.once('close', () => {
        if (latest.get(socket) === response && !socket.destroyed) quiet.add(socket)
      })
    })
  const isAnswering = (socket: Socket) => {
    const response = latest.get(socket)
    return response?.headersSent === true && !response.writableFinished
  }
  return { quiet, isAnswering }
}

/**
 * While a server closes: closes connections that wait for nothing, as they come to it. First after a moment, so that a
 * request that is on its way is answered.
 */
export function closeQuietConnections({ quiet }: Connections, clock: Clock): Cancel {
  let stop: Cancel
  const sweep = () => {
    for (const socket of quiet) socket.destroy()
    stop = clock.timer(everyMs, sweep)
  }
  stop = clock.timer(everyMs, sweep)
  return () => stop()
}
