import type { Transport } from '@turnout/core'
import { Agent } from 'undici'

/**
 * The connect clock, the first of an attempt's four: name lookup, TCP and TLS together, until bytes can be sent. It
 * alone runs in undici, which looks every half second; first content, silence and the whole run on `Clock.timer`.
 */
const connectTimeoutMs = 3_000

/**
 * The real network: undici, one pool an origin, one request a connection at a time. Its other timeouts are off, because
 * an attempt's clocks run on `Clock.timer`; redirects are not followed.
 */
export function undiciTransport(): Transport {
  const agent = new Agent({
    allowH2: false,
    bodyTimeout: 0,
    connect: { timeout: connectTimeoutMs },
    headersTimeout: 0,
    keepAliveTimeout: 30_000,
    pipelining: 1,
  })
  return { dispatch: (request, handler) => agent.dispatch(request, handler), close: () => agent.destroy() }
}
