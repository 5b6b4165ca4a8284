import type { RouterConfig } from '@turnout/core'
import { cyclesOf } from '../cycles.ts'
import type { Problem } from '../problem.ts'
import type { ConfigFile } from '../schema/config-file.ts'
import { fallbackEntries, fallbackLists } from './fallback-lists.ts'
import { asItIs, type Shown } from './shown-names.ts'

/** Fallbacks that lead back to where they came from. It does no harm: a walk visits a group once. */
export function checkFallbackCycles(
  { aliases }: RouterConfig,
  file: ConfigFile,
  shown: Shown = asItIs,
): readonly Problem[] {
  const groupOf = (name: string) => (Object.hasOwn(aliases, name) ? (aliases[name]?.group ?? name) : name)
  return fallbackLists.flatMap((list) => {
    const entries = fallbackEntries(file, list)
    const places = new Map(entries.map(({ group, path }) => [groupOf(group), path]))
    const graph = new Map(entries.map(({ group, targets }) => [groupOf(group), targets.map(groupOf)]))
    return cyclesOf(graph).map(
      (cycle): Problem => ({
        ...{ level: 'warning', code: 'fallback-cycle', path: places.get(cycle[0] ?? '') ?? [] },
        message: `leads back to itself: ${cycle.map(shown).join(' → ')}. A request visits each group once.`,
      }),
    )
  })
}
