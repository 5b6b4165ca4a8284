import type { Problem } from '../problem.ts'
import type { ConfigFile } from '../schema/config-file.ts'
import { listedGroups } from './listed-groups.ts'
import { asItIs, type Shown } from './shown-names.ts'

/** Groups in which every deployment has a limit of 0: nothing may ever be sent to them. */
export function checkGroupsServe(
  file: ConfigFile,
  providers: readonly string[] = [],
  shown: Shown = asItIs,
): readonly Problem[] {
  return [...listedGroups(file, providers)].flatMap(([group, listed]): Problem[] => {
    const [first] = listed
    const limits = listed.map(({ rpm, tpm, maxParallelRequests }) => [rpm, tpm, maxParallelRequests])
    if (!first || !limits.every((limit) => limit.includes(0))) return []
    const message = `Every deployment of ${shown(group)} has a limit of 0 (rpm, tpm or max_parallel_requests).`
    return [{ level: 'warning', code: 'useless-group', message, path: ['model_list', first.index] }]
  })
}
