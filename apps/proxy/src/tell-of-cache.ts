import type { Callback } from '@turnout/core'
import type { Logger } from 'pino'

/** One line when the response cache is lost, one when it is back. */
export const tellOfCache = (log: Logger): Callback => ({
  name: 'tell-of-cache',
  hears: ['cache-lost', 'cache-back'],
  on(event) {
    if (event.type === 'cache-lost')
      log.warn(
        { reason: event.reason },
        'The response cache is lost: until it is back, requests are served as if nothing were kept.',
      )
    else if (event.type === 'cache-back') log.warn({ lostMs: Math.round(event.lostMs) }, 'The response cache is back.')
  },
})
