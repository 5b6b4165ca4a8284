import type { RouterConfig } from '@turnout/core'
import type { Available } from './available.ts'
import { checkAdapters } from './checks/adapters-exist.ts'
import { checkCallbacks } from './checks/callbacks-known.ts'
import { checkContextWindows } from './checks/context-windows.ts'
import { checkFallbackCycles } from './checks/fallback-cycles.ts'
import { checkFallbackTargets } from './checks/fallback-targets.ts'
import { checkGroupNames } from './checks/group-names.ts'
import { checkGroupsServe } from './checks/groups-serve.ts'
import { checkMasterKey } from './checks/master-key-set.ts'
import { checkNeverChosen } from './checks/never-chosen.ts'
import { checkSomeDeployments } from './checks/some-deployments.ts'
import { checkGroupStrategies, checkStrategy } from './checks/strategy-known.ts'
import { checkTimers } from './checks/timers-fit.ts'
import type { Problem } from './problem.ts'
import type { ConfigFile } from './schema/config-file.ts'

export interface Loading {
  readonly config: RouterConfig
  readonly file: ConfigFile
  readonly strategies: readonly string[]
  /** The one that serves. */
  readonly routingStrategy: string
  readonly available: Available | undefined
}

/** Everything that no part of a file can tell alone. */
export const crossChecks = ({ config, file, strategies, routingStrategy, available }: Loading): readonly Problem[] => [
  ...checkSomeDeployments(config, file),
  ...checkStrategy(config.routingStrategy, strategies),
  ...checkGroupStrategies(file, strategies),
  ...checkFallbackTargets(config, file),
  ...checkFallbackCycles(config, file),
  ...checkContextWindows(config, file),
  ...checkGroupNames(config, file),
  ...checkNeverChosen(file, routingStrategy),
  ...checkGroupsServe(file),
  ...checkTimers(file),
  ...checkMasterKey(config, file),
  ...(available ? checkAdapters(file, available.providers) : []),
  ...(available ? checkCallbacks(file, available.callbacks) : []),
]
