import type { RouterConfig } from '@turnout/core'
import type { Available } from './available.ts'
import { checkAdapters } from './checks/adapters-exist.ts'
import { checkCacheWanted } from './checks/cache-wanted.ts'
import { checkCallbacks } from './checks/callbacks-known.ts'
import { checkContextWindows } from './checks/context-windows.ts'
import { checkErrorsOnce } from './checks/errors-once.ts'
import { checkFallbackCycles } from './checks/fallback-cycles.ts'
import { checkFallbackTargets } from './checks/fallback-targets.ts'
import { checkGroupNames } from './checks/group-names.ts'
import { checkGroupsServe } from './checks/groups-serve.ts'
import { checkHalfPrices } from './checks/half-prices.ts'
import { checkMasterKey } from './checks/master-key-set.ts'
import { checkNeverChosen } from './checks/never-chosen.ts'
import { checkOptionalChecks } from './checks/optional-checks.ts'
import { checkRedis } from './checks/redis-complete.ts'
import { asItIs, type Shown, withoutHidden } from './checks/shown-names.ts'
import { checkSomeDeployments } from './checks/some-deployments.ts'
import { checkStrategies } from './checks/strategies-exist.ts'
import { checkStrategyArguments } from './checks/strategy-arguments.ts'
import { checkTimers } from './checks/timers-fit.ts'
import { checkWildcards } from './checks/wildcards.ts'
import type { Problem } from './problem.ts'
import type { ConfigFile } from './schema/config-file.ts'

export interface Loading {
  readonly config: RouterConfig
  readonly file: ConfigFile
  readonly strategies: readonly string[]
  /** Where the file is, if there is one. */
  readonly folder?: string | undefined
  readonly available: Available | undefined
  readonly shown?: Shown
}

/** Everything that no part of a file can tell alone. */
export function crossChecks({ config, file, strategies, folder, available, shown = asItIs }: Loading) {
  const problems: readonly Problem[] = [
    ...checkSomeDeployments(config, file),
    ...checkStrategies(file, { known: strategies, folder, shown }),
    ...checkStrategyArguments(config, available ?? {}, shown),
    ...checkOptionalChecks(file, shown),
    ...checkFallbackTargets(config, file, shown, available?.providers),
    ...checkFallbackCycles(config, file, shown),
    ...checkContextWindows(config, file, shown),
    ...checkGroupNames(config, file, shown, available?.providers),
    ...checkErrorsOnce(file),
    ...checkNeverChosen(config, file),
    ...checkGroupsServe(config, file, shown),
    ...checkHalfPrices(file),
    ...checkTimers(file),
    ...checkRedis(config, file),
    ...checkCacheWanted(file),
    ...checkMasterKey(config, file),
    ...checkWildcards(file, shown),
    ...(available ? checkAdapters(file, available.providers, shown) : []),
    ...(available ? checkCallbacks(file, { known: available.callbacks, folder, shown }) : []),
  ]
  return withoutHidden(problems, shown)
}
