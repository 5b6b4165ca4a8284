import type { Transport } from '@turnout/core'
import { Agent } from 'undici'

/**
 * The real network: undici, one pool an origin, one request a connection at a time. Its own timeouts are off, because
 * an attempt's clocks run on `Clock.timer`; redirects are not followed.
 */
export function undiciTransport(): Transport {
  const agent = new Agent({
    allowH2: false,
    bodyTimeout: 0,
    connect: { timeout: 10_000 },
    headersTimeout: 0,
    keepAliveTimeout: 30_000,
    pipelining: 1,
  })
  return { dispatch: (request, handler) => agent.dispatch(request, handler), close: () => agent.destroy() }
}
