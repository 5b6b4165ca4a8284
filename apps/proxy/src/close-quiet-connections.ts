import type { Server } from 'node:http'
import type { Socket } from 'node:net'
import type { Cancel, Clock } from '@turnout/core'

const everyMs = 50

const quiet = new WeakMap<Server, Set<Socket>>()

/** Remembers the connections of `server` that have not asked for anything: nobody else would close them. */
export function watchConnections(server: Server): Server {
  const waiting = new Set<Socket>()
  quiet.set(server, waiting)
  return server
    .on('connection', (socket: Socket) => {
      waiting.add(socket)
      socket.once('close', () => waiting.delete(socket))
    })
    .on('request', ({ socket }) => waiting.delete(socket))
}

/** While a server closes: closes connections that wait for nothing, now and as running requests end. */
export function closeQuietConnections(server: Server, clock: Clock): Cancel {
  for (const socket of quiet.get(server) ?? []) socket.destroy()
  let stop: Cancel
  const sweep = () => {
    server.closeIdleConnections()
    stop = clock.timer(everyMs, sweep)
  }
  stop = clock.timer(everyMs, sweep)
  return () => stop()
}
