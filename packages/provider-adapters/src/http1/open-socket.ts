import { connect, isIP, type OnReadOpts, type Socket } from 'node:net'
import { connect as connectTls } from 'node:tls'

/** Where to connect, and the TLS session of the last time. */
export interface Place {
  readonly secure: boolean
  readonly host: string
  readonly port: number
  session: Buffer | undefined
}

export function placeOf(origin: string): Place {
  const { protocol, hostname, port } = new URL(origin)
  const secure = protocol === 'https:'
  const host = hostname.replace(/^\[|\]$/g, '')
  return { secure, host, port: Number(port) || (secure ? 443 : 80), session: undefined }
}

/** Opens a connection that is ready for a request when `onReady` is called. What it reads comes to `onread` alone. */
export function openSocket(place: Place, onread: OnReadOpts, onReady: () => void): Socket {
  const { host, port, session } = place
  const common = { host, port, onread, noDelay: true, keepAlive: true }
  if (!place.secure) return connect(common, onReady)
  const servername = isIP(host) ? '' : host
  const socket = connectTls(
    { ...common, servername, ALPNProtocols: ['http/1.1'], ...(session ? { session } : {}) },
    onReady,
  )
  return socket.on('session', (fresh: Buffer) => {
    place.session = fresh
  })
}
