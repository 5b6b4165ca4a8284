import type { RouterConfig } from '@turnout/core'
import type { Problem } from '../problem.ts'
import type { ConfigFile } from '../schema/config-file.ts'
import { fallbackEntries } from './fallback-lists.ts'
import { type Listed, listedGroups } from './listed-groups.ts'
import { asItIs, type Shown } from './shown-names.ts'

/** A context-window fallback that takes no more than the group that it helps: what was too long stays too long. */
export function checkContextWindows(
  { aliases }: RouterConfig,
  file: ConfigFile,
  shown: Shown = asItIs,
): readonly Problem[] {
  const groups = listedGroups(file)
  const all = [...groups.values()].flat()
  const windowsOf = (name: string): readonly number[] | undefined => {
    const group = Object.hasOwn(aliases, name) ? (aliases[name]?.group ?? name) : name
    return known(groups.get(group) ?? all.filter(({ id }) => id === name))
  }
  return fallbackEntries(file, 'context_window_fallbacks').flatMap(({ group, targets, path }) =>
    targets.flatMap((target, index): Problem[] => {
      const [from, to] = [windowsOf(group), windowsOf(target)]
      if (!from || !to || target === group) return []
      const [least, most] = [Math.min(...from), Math.max(...to)]
      if (most > least) return []
      const message = `The fallback ${shown(target)} takes ${most} tokens, and ${group} takes ${least}.`
      return [{ level: 'warning', code: 'small-context-window', message, path: [...path, index] }]
    }),
  )
}

/** The windows of a group; undefined when one is not known. */
function known(listed: readonly Listed[]): readonly number[] | undefined {
  const windows = listed.flatMap(({ window }) => (window === undefined ? [] : [window]))
  return windows.length > 0 && windows.length === listed.length ? windows : undefined
}
