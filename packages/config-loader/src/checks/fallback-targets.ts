import type { FallbackTarget, RouterConfig } from '@turnout/core'
import { hint } from '../nearest.ts'
import type { Path, Problem } from '../problem.ts'
import { withoutProvider } from '../provider-name.ts'
import type { ConfigFile } from '../schema/config-file.ts'
import { answersByWildcard } from '../wildcards.ts'
import { fallbackLists } from './fallback-lists.ts'
import { asItIs, type Shown } from './shown-names.ts'

const sections = ['router_settings', 'litellm_settings'] as const

/** Fallbacks from or to a name that nothing answers to. They do no harm, and no good. */
export function checkFallbackTargets(
  { deployments, aliases }: RouterConfig,
  file: ConfigFile,
  shown: Shown = asItIs,
  providers: readonly string[] = [],
): readonly Problem[] {
  const names = new Set(['*', ...deployments.flatMap(({ id, group }) => [id, group]), ...Object.keys(aliases)])
  const stripped = new Set([...names].map((name) => withoutProvider(name, providers)))
  const answers = answersByWildcard(
    deployments.map(({ group }) => group),
    providers,
  )
  return written(file)
    .filter(({ name, stands }) => !names.has(name) && !(stands && stripped.has(name)) && !answers(name))
    .map(({ name, role, path }) => ({
      level: 'warning',
      code: 'dangling-fallback',
      message: `The fallback ${role} ${shown(name)} is not in model_list.`,
      path,
      ...hint(name, names),
    }))
}

interface Mention {
  readonly name: string
  readonly role: 'of a group' | 'target'
  readonly path: Path
  /** It stands for the same name behind a provider's, too. */
  readonly stands?: boolean
}

/** Every name in a list of fallbacks, and where it stands. */
function written(file: ConfigFile): readonly Mention[] {
  const targets = (list: readonly FallbackTarget[], path: Path) =>
    list.map(({ target }, index): Mention => ({ name: target, role: 'target', path: [...path, index] }))
  const entry = (map: Readonly<Record<string, readonly FallbackTarget[]>>, path: Path, stands: boolean) =>
    Object.entries(map).flatMap(([name, to]): readonly Mention[] => [
      { name, role: 'of a group', path: [...path, name], stands },
      ...targets(to, [...path, name]),
    ])
  return sections.flatMap((section) => [
    ...targets(file[section]?.default_fallbacks ?? [], [section, 'default_fallbacks']),
    ...fallbackLists.flatMap((list) =>
      (file[section]?.[list] ?? []).flatMap((map, index) => entry(map, [section, list, index], list === 'fallbacks')),
    ),
  ])
}
