import type { Callback, RouterConfig } from '@turnout/core'
import type { Instances } from '@turnout/router'
import { available } from '@turnout/router/available'
import type { Logger } from 'pino'

/** Reasons may hold anything, such as a request's id: after so many different ones, no more are told. */
const most = 100

/** Warns of what strategies do wrong: of each strategy and reason once, however many requests meet it. */
export function strategyFaults(log: Logger): Callback {
  const told = new Set<string>()
  return {
    name: 'strategy-faults',
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

/**
 * The callbacks of an application, and the warnings above once a configuration has a strategy that is not built in: a
 * callback has every answer's usage read, which costs something. The router reads the list anew at each reload.
 */
export class CallbacksWithFaults {
  readonly list: Callback[]
  readonly #faults: Callback
  readonly #builtIn = new Set(available().strategies)
  readonly #ownInstance: boolean

  constructor(log: Logger, { callbacks = [], strategy }: Instances = {}) {
    this.list = [...callbacks]
    this.#faults = strategyFaults(log)
    this.#ownInstance = strategy !== undefined
  }

  /** To be called before a router gets this configuration. */
  prepareFor({ routingStrategy, groupStrategies }: RouterConfig): void {
    if (this.list.includes(this.#faults)) return
    const names = [routingStrategy, ...Object.values(groupStrategies)]
    if (this.#ownInstance || names.some((name) => !this.#builtIn.has(name))) this.list.push(this.#faults)
  }
}
