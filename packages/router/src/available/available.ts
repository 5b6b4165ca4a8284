import { builtinCallbacks } from '@turnout/callbacks'
import type { Available } from '@turnout/config-loader'
import type { JsonObject } from '@turnout/core'
import { providerNames } from '@turnout/provider-adapters'
import { builtinStrategies } from '@turnout/strategies'

/** What a configuration may name: all that is built in, and what an application brings. */
export const available = (
  providers: readonly string[] = [],
  strategies: readonly string[] = [],
  callbacks: readonly string[] = [],
): Available => ({
  strategies: [...Object.keys(builtinStrategies), ...strategies],
  providers: [...providerNames, ...providers],
  callbacks: [...Object.keys(builtinCallbacks), ...callbacks],
  strategyFault,
})

/** A strategy says what is wrong with its arguments when it is made. */
function strategyFault(name: string, args: JsonObject): string | undefined {
  try {
    if (Object.hasOwn(builtinStrategies, name)) builtinStrategies[name]?.(args)
    return undefined
  } catch (error) {
    if (error instanceof TypeError) return error.message
    throw error
  }
}
