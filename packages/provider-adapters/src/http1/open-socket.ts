import { connect, isIP, type OnReadOpts, type Socket } from 'node:net'
import { connect as connectTls } from 'node:tls'
import { invalidRequest } from './wire-error.ts'

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
  if (!secure && protocol !== 'http:') throw invalidRequest('an origin is http or https')
  const host = hostname.replace(/^\[|\]$/g, '')
  return { secure, host, port: Number(port) || (secure ? 443 : 80), session: undefined }
}

/** For how long a connection is silent before the system asks whether the other side is still there. */
const probeAfterMs = 60_000

/** Opens a connection that is ready for a request when `onReady` is called. What it reads comes to `onread` alone. */
export function openSocket(place: Place, onread: OnReadOpts, onReady: () => void): Socket {
  const ready = (): void => {
    socket.setNoDelay(true).setKeepAlive(true, probeAfterMs)
    onReady()
  }
  const { host, port } = place
  const socket: Socket = place.secure ? openTls(place, onread, ready) : connect({ host, port, onread }, ready)
  return socket
}

function openTls(place: Place, onread: OnReadOpts, onReady: () => void): Socket {
  const { host, port, session } = place
  const servername = isIP(host) ? '' : host
  const options = { host, port, onread, servername, ALPNProtocols: ['http/1.1'], ...(session ? { session } : {}) }
  return connectTls(options, onReady).on('session', (fresh: Buffer) => {
    place.session = fresh
  })
}
