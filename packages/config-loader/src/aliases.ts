import type { Alias } from '@turnout/core'
import { asItIs, type Shown, withoutHidden } from './checks/shown-names.ts'
import { hint } from './nearest.ts'
import type { Problem } from './problem.ts'
import { answersByWildcard } from './wildcards.ts'

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
export function resolveAliases(
  given: Readonly<Record<string, Named>>,
  groups: ReadonlySet<string>,
  shown: Shown = asItIs,
  providers: readonly string[] = [],
): ResolvedAliases {
  const answers = answersByWildcard(groups, providers)
  const problems: Problem[] = []
  const aliases: Record<string, Alias> = {}
  const ends = new Map<string, string | undefined>()
  const namesakes = namesakesOf(given, groups)
  for (const [name, { model, hidden }] of Object.entries(given)) {
    const path = ['router_settings', 'model_group_alias', name]
    const end = follow(model, given, groups, ends)
    if (end === undefined) {
      problems.push({ level: 'error', code: 'alias-cycle', message: 'leads back to itself.', path })
      continue
    }
    const group =
      [end, name].find((known) => groups.has(known)) ?? namesakes.get(end) ?? (answers(end) ? end : undefined)
    const serves = group === undefined ? 'it leads nowhere' : `the group ${shown(group)} serves`
    if (group !== end)
      problems.push({
        ...{ level: 'warning', code: 'dangling-alias', message: `There is no group ${shown(end)}; ${serves}.`, path },
        ...(group === undefined ? hint(end, groups) : {}),
      })
    if (group === name) continue
    aliases[name] = { group: group ?? end, hidden }
  }
  return { aliases, problems: withoutHidden(problems, shown) }
}

/** The end of a chain; undefined when it goes round. `ends` holds what is known, so that each link is walked once. */
function follow(
  from: string,
  given: Readonly<Record<string, Named>>,
  groups: ReadonlySet<string>,
  ends: Map<string, string | undefined>,
): string | undefined {
  const seen = new Set<string>()
  let at = from
  while (Object.hasOwn(given, at) && !groups.has(at) && !ends.has(at) && !seen.has(at)) {
    seen.add(at)
    at = given[at]?.model ?? at
  }
  const end = ends.has(at) ? ends.get(at) : seen.has(at) ? undefined : at
  for (const passed of seen) ends.set(passed, end)
  return end
}

/** Targets → a group that is named like an alias of it: the first there is. */
function namesakesOf(given: Readonly<Record<string, Named>>, groups: ReadonlySet<string>): ReadonlyMap<string, string> {
  const found = new Map<string, string>()
  for (const [name, { model }] of Object.entries(given))
    if (groups.has(name) && !found.has(model)) found.set(model, name)
  return found
}
