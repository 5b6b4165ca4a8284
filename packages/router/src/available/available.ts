import { builtinCallbacks } from '@turnout/callbacks'
import type { Available } from '@turnout/config-loader'
import { providerNames } from '@turnout/provider-adapters'
import { builtinStrategies } from '@turnout/strategies'

/** What a configuration may name: all that is built in, and the providers an application brings. */
export const available = (providers: readonly string[] = []): Available => ({
  strategies: Object.keys(builtinStrategies),
  providers: [...providerNames, ...providers],
  callbacks: Object.keys(builtinCallbacks),
})
