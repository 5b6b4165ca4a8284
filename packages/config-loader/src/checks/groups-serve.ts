import type { RouterConfig } from '@turnout/core'
import type { Problem } from '../problem.ts'
import type { ConfigFile } from '../schema/config-file.ts'
import { keepsRateLimits } from '../strategy-names.ts'
import { listedGroups } from './listed-groups.ts'
import { asItIs, type Shown } from './shown-names.ts'
import { strategyOf } from './strategy-of.ts'

/** Groups in which every deployment has a limit of 0: nothing may ever be sent to them. */
export function checkGroupsServe(config: RouterConfig, file: ConfigFile, shown: Shown = asItIs): readonly Problem[] {
  const { preCall, rateLimits, maxParallelRequests: parallel } = config.checks
  return [...listedGroups(file)].flatMap(([group, listed]): Problem[] => {
    const [first] = listed
    const rates = preCall || rateLimits || keepsRateLimits(strategyOf(config, group))
    const limits = listed.map(({ rpm, tpm, maxParallelRequests = parallel }) => [
      maxParallelRequests,
      ...(rates ? [rpm, tpm] : []),
    ])
    if (!first || !limits.every((limit) => limit.includes(0))) return []
    const message = `Every deployment of ${shown(group)} has a limit of 0 (${rates ? 'rpm, tpm or ' : ''}max_parallel_requests).`
    return [{ level: 'warning', code: 'useless-group', message, path: ['model_list', first.index] }]
  })
}
