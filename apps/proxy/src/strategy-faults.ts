import type { Callback } from '@turnout/core'
import type { Logger } from 'pino'

/** Reasons may hold anything, such as a request's id: after so many different ones, no more are told. */
const most = 100

/** Warns of what strategies do wrong: of each strategy and reason once, however many requests meet it. */
export function strategyFaults(log: Logger): Callback {
  const told = new Set<string>()
  return {
    name: 'strategy-faults',
    hears: ['strategy-fault'],
    on(event) {
      if (event.type !== 'strategy-fault' || told.size >= most) return
      const { strategy, group, reason, requestId } = event
      const fault = `${strategy}: ${reason}`
      if (told.has(fault)) return
      told.add(fault)
      log.warn({ strategy, group, reason, requestId }, 'A routing strategy failed; the choice was made without it.')
    },
  }
}
