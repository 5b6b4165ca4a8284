import type { Alias } from '@turnout/core'
import type { Problem } from './problem.ts'

interface Named {
  readonly model: string
  readonly hidden: boolean
}

export interface ResolvedAliases {
  readonly aliases: Readonly<Record<string, Alias>>
  readonly problems: readonly Problem[]
}

/**
 * Follows every alias to a group. Where the target is not there, the group that has the alias's own name serves, or
 * that of another alias of the same target (the seed's production example); an alias that leads nowhere stays, and is
 * a 404 when asked for. A cycle is an error.
 */
export function resolveAliases(given: Readonly<Record<string, Named>>, groups: ReadonlySet<string>): ResolvedAliases {
  const problems: Problem[] = []
  const aliases: Record<string, Alias> = {}
  for (const [name, { hidden }] of Object.entries(given)) {
    const path = ['router_settings', 'model_group_alias', name]
    const end = follow(name, given, groups)
    if (end === undefined) {
      problems.push({ level: 'error', code: 'alias-cycle', message: 'leads back to itself.', path })
      continue
    }
    const group = [end, name].find((known) => groups.has(known)) ?? namesake(end, given, groups)
    const serves = group === undefined ? 'it leads nowhere' : `the group ${group} serves`
    if (group !== end)
      problems.push({ level: 'warning', code: 'dangling-alias', message: `There is no group ${end}; ${serves}.`, path })
    if (group === name) continue
    aliases[name] = { group: group ?? end, hidden }
  }
  return { aliases, problems }
}

/** The end of the chain; undefined when it goes round. */
function follow(name: string, given: Readonly<Record<string, Named>>, groups: ReadonlySet<string>): string | undefined {
  const seen = new Set([name])
  let at = given[name]?.model ?? name
  while (Object.hasOwn(given, at) && !groups.has(at)) {
    if (seen.has(at)) return undefined
    seen.add(at)
    at = given[at]?.model ?? at
  }
  return at
}

/** A group that is named like an alias of the missing target. */
const namesake = (target: string, given: Readonly<Record<string, Named>>, groups: ReadonlySet<string>) =>
  Object.keys(given).find((name) => groups.has(name) && given[name]?.model === target)
