import { hash, timingSafeEqual } from 'node:crypto'
import type { IncomingHttpHeaders } from 'node:http'
import { type Secret, TurnoutError } from '@turnout/core'
import { callerKey } from '@turnout/router/http'

/** Lets a request in, or throws a 401. The same words and time for a missing, malformed and wrong key. */
export type Doorkeeper = (headers: IncomingHttpHeaders) => void

/** Without a master key everybody is let in: the proxy then listens on loopback only. */
export function doorkeeper(masterKey: Secret | undefined): Doorkeeper {
  if (!masterKey) return () => {}
  const expected = digest(masterKey.reveal())
  return (headers) => {
    if (!timingSafeEqual(digest(callerKey((name) => first(headers[name]))), expected))
      throw new TurnoutError('caller-authentication', 'Incorrect API key provided.')
  }
}

const digest = (text: string): Buffer => hash('sha256', text, 'buffer')

const first = (value: string | string[] | undefined): string | undefined => (Array.isArray(value) ? value[0] : value)
