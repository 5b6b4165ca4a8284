import { hash, timingSafeEqual } from 'node:crypto'
import type { IncomingHttpHeaders } from 'node:http'
import { type Secret, TurnoutError } from '@turnout/core'

/** Lets a request in, or throws a 401. The same words and time for a missing, malformed and wrong key. */
export type Doorkeeper = (headers: IncomingHttpHeaders) => void

/** Without a master key everybody is let in: the proxy then listens on loopback only. */
export function doorkeeper(masterKey: Secret | undefined): Doorkeeper {
  if (!masterKey) return () => {}
  const expected = digest(masterKey.reveal())
  return (headers) => {
    if (!timingSafeEqual(digest(keyOf(headers)), expected))
      throw new TurnoutError('caller-authentication', 'Incorrect API key provided.')
  }
}

const digest = (text: string): Buffer => hash('sha256', text, 'buffer')

function keyOf(headers: IncomingHttpHeaders): string {
  const { authorization } = headers
  if (authorization?.slice(0, 7).toLowerCase() === 'bearer ') return authorization.slice(7).trim()
  return first(headers['x-api-key']) ?? first(headers['api-key']) ?? ''
}

const first = (value: string | string[] | undefined): string | undefined => (Array.isArray(value) ? value[0] : value)
