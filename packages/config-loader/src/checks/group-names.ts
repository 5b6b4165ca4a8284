import type { RouterConfig } from '@turnout/core'
import { at, isMap } from '../map.ts'
import { hint } from '../nearest.ts'
import type { Path, Problem } from '../problem.ts'
import type { ConfigFile } from '../schema/config-file.ts'
import { answersByWildcard } from '../wildcards.ts'
import { groupsOf } from './groups-of.ts'
import { asItIs, type Shown } from './shown-names.ts'

const byGroup = ['model_group_retry_policy', 'model_group_strategy', 'model_group_affinity_config']

/** Settings of a group that nobody has. An alias counts as one. */
export function checkGroupNames(
  config: RouterConfig,
  { router_settings }: ConfigFile,
  shown: Shown = asItIs,
  providers: readonly string[] = [],
): readonly Problem[] {
  const known = groupsOf(config)
  const answers = answersByWildcard(known, providers)
  return mentions(router_settings ?? {})
    .filter(({ name, whole }) => !known.has(name) && (whole || !answers(name)))
    .map(({ name, path }) => ({
      ...{ level: 'warning', code: 'dangling-group', message: `The group ${shown(name)} is not in model_list.`, path },
      ...hint(name, known),
    }))
}

interface Mention {
  readonly name: string
  readonly path: Path
  /** It is for all of a group, and not for one of the names that a group with `*` answers to. */
  readonly whole: boolean
}

function mentions(router: object): readonly Mention[] {
  const caching = at(router, 'caching_groups')
  return [
    ...byGroup.flatMap((key) => {
      const map = at(router, key)
      return Object.keys(isMap(map) ? map : {}).map((name) => ({
        ...{ name, path: ['router_settings', key, name], whole: key === 'model_group_strategy' },
      }))
    }),
    ...listOf(caching).flatMap((groups, row) =>
      listOf(groups).flatMap((name, index) =>
        typeof name === 'string'
          ? [{ name, path: ['router_settings', 'caching_groups', row, index], whole: false }]
          : [],
      ),
    ),
  ]
}

const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : [])
