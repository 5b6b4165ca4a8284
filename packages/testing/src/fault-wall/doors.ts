import { once } from 'node:events'
import { type Server, type Socket, createServer as tcpServer } from 'node:net'
import { createServer as tlsServer } from 'node:tls'
import { type Certified, certify } from './certificates.ts'
import { fullPort } from './full-port.ts'
import { wallMs } from './passing-time.ts'

/** Where an upstream can be reached, or not. */
export type Door =
  | 'plain'
  /** The same, on a port of its own where the gateway can be sent there: what one says unasked may be heard by the next on its connection. */
  | 'apart'
  /** Nobody listens. */
  | 'closed'
  /** TLS that should be taken. */
  | 'trusted'
  | 'expired'
  | 'wrong-name'
  | 'self-signed'
  /** Takes the connection and never begins with TLS. */
  | 'stalled-tls'
  /** Listens, and answers no SYN: its queue is full. */
  | 'full'
  /** A name that nobody has. */
  | 'no-such-host'

export interface Doors {
  /** Without a path. */
  origin(door: Door): string
  /** PEM of the authority behind `trusted`, `expired` and `wrong-name`. */
  readonly authority: string
  /** Nobody comes in by the plain door any more, until it is opened again. */
  shut(): Promise<void>
  open(): Promise<void>
  stop(): Promise<void>
}

const dayMs = 86_400_000

/** Whether it is a door at which HTTP in plain text is heard. */
export const hearsHttp = (door: Door = 'plain'): boolean => door === 'plain' || door === 'apart'

/** Opens all of them on loopback; `onSocket` gets every connection on which something may be said. */
export async function openDoors(onSocket: (socket: Socket, door: Door) => void, port = 0): Promise<Doors> {
  const certified = certificates(wallMs())
  const sockets = new Set<Socket>()
  const kept = (socket: Socket): void => {
    sockets.add(socket)
    socket.on('error', () => {}).on('close', () => sockets.delete(socket))
  }
  const listen = async (server: Server, at = 0): Promise<Server> => {
    server.on('connection', kept)
    server.listen(at, '127.0.0.1')
    await once(server, 'listening')
    return server
  }
  const secure = (door: Door, certificate: Certified) =>
    listen(
      tlsServer({ ...certificate }, (socket) =>
        onSocket(
          socket.on('error', () => {}),
          door,
        ),
      ).on('tlsClientError', () => {}),
    )
  const plainServer = (door: Door = 'plain') =>
    tcpServer({ noDelay: true, allowHalfOpen: true }, (socket) => onSocket(socket, door))
  let plain = await listen(plainServer(), port)
  const plainPort = portOf(plain)
  const servers: Readonly<Partial<Record<Door, Server>>> = {
    apart: await listen(plainServer('apart')),
    trusted: await secure('trusted', certified.good),
    expired: await secure('expired', certified.expired),
    'wrong-name': await secure('wrong-name', certified.elsewhere),
    'self-signed': await secure('self-signed', certified.unknown),
    'stalled-tls': await listen(tcpServer(() => {})),
  }
  const full = await fullPort()
  return {
    authority: certified.authority,
    origin(door) {
      if (door === 'plain') return `http://127.0.0.1:${plainPort}`
      if (door === 'closed') return 'http://127.0.0.1:1'
      if (door === 'full') return `http://127.0.0.1:${full.port}`
      if (door === 'no-such-host') return 'http://nobody.invalid'
      const server = servers[door]
      if (!server) throw new Error(`no door ${door}`)
      return door === 'apart' ? `http://127.0.0.1:${portOf(server)}` : `https://localhost:${portOf(server)}`
    },
    async shut() {
      for (const socket of sockets) socket.destroy()
      plain.close()
      await once(plain, 'close')
    },
    async open() {
      plain = await listen(plainServer(), plainPort)
    },
    async stop() {
      for (const socket of sockets) socket.destroy()
      for (const server of [plain, ...Object.values(servers)]) server.close()
      await full.stop()
    },
  }
}

const portOf = (server: Server): number => {
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('no port')
  return address.port
}

function certificates(nowMs: number) {
  const [from, until] = [new Date(nowMs - dayMs), new Date(nowMs + dayMs)]
  const authority = certify({ from, until })
  return {
    authority: authority.cert,
    good: certify({ host: 'localhost', from, until }, authority),
    expired: certify({ host: 'localhost', from: new Date(nowMs - 2 * dayMs), until: from }, authority),
    elsewhere: certify({ host: 'elsewhere.example', from, until }, authority),
    unknown: certify({ host: 'localhost', from, until }),
  }
}
