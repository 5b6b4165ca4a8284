import type { Callback } from '@turnout/core'
import type { Logger } from 'pino'

/** Warns of a callback that fails, or is told no more: once for each, as the router says it once. */
export const callbackFaults = (log: Logger): Callback => ({
  name: 'callback-faults',
  hears: ['callback-fault'],
  on(event) {
    if (event.type !== 'callback-fault') return
    const { callback, reason } = event
    log.warn({ callback, reason }, 'A callback failed; requests go on without it. /router/state counts what it lost.')
  },
})
