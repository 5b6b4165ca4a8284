import { builtinCallbacks } from '@turnout/callbacks'
import type { Available } from '@turnout/config-loader'
import { providerNames } from '@turnout/provider-adapters'
import { builtinStrategies } from '@turnout/strategies'

/** What a configuration may name: all that is built in, and what an application brings. */
export const available = (providers: readonly string[] = [], strategies: readonly string[] = []): Available => ({
  strategies: [...Object.keys(builtinStrategies), ...strategies],
  providers: [...providerNames, ...providers],
  callbacks: Object.keys(builtinCallbacks),
})
