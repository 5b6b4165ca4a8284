import type { RoutingStrategy } from '@turnout/core'
import { simpleShuffle } from './strategies/simple-shuffle.ts'

/** Strategies by the names a configuration uses. */
export const builtinStrategies: Readonly<Record<string, () => RoutingStrategy>> = {
  'simple-shuffle': simpleShuffle,
}
