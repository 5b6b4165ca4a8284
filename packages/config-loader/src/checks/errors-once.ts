import type { Path, Problem } from '../problem.ts'
import type { ConfigFile } from '../schema/config-file.ts'
import { classOf } from '../schema/error-names.ts'
import type { Policy } from '../schema/policies.ts'

/** Errors that one policy names twice, in two spellings: the last one counts. */
export function checkErrorsOnce({ router_settings }: ConfigFile): readonly Problem[] {
  const { retry_policy, model_group_retry_policy, allowed_fails_policy } = router_settings ?? {}
  const path: Path = ['router_settings']
  return [
    ...twice([...path, 'retry_policy'], retry_policy, 'Retries'),
    ...Object.entries(model_group_retry_policy ?? {}).flatMap(([group, policy]) =>
      twice([...path, 'model_group_retry_policy', group], policy, 'Retries'),
    ),
    ...twice([...path, 'allowed_fails_policy'], allowed_fails_policy, 'AllowedFails'),
  ]
}

function twice(path: Path, policy: Policy | null | undefined, ending: string): readonly Problem[] {
  const stated = Object.entries(policy ?? {}).filter(([, count]) => count !== null)
  const last = new Map(stated.map(([key]) => [classOf(key, ending), key]))
  return stated.flatMap(([key]): readonly Problem[] => {
    const name = classOf(key, ending)
    const winner = last.get(name)
    if (name === undefined || winner === key) return []
    const message = `speaks of the same error as ${winner}, which comes later and counts.`
    return [{ level: 'warning', code: 'error-twice', message, path: [...path, key] }]
  })
}
