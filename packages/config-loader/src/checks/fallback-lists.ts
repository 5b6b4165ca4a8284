import type { Path } from '../problem.ts'
import type { ConfigFile } from '../schema/config-file.ts'

export const fallbackLists = ['fallbacks', 'context_window_fallbacks', 'content_policy_fallbacks'] as const
export type FallbackList = (typeof fallbackLists)[number]

/** What a list of fallbacks says of one group, and where. */
export interface FallbackEntry {
  readonly group: string
  readonly targets: readonly string[]
  readonly path: Path
}

/** The entries that count: those in `router_settings` if there are any, and the first of each group. */
export function fallbackEntries(file: ConfigFile, list: FallbackList): readonly FallbackEntry[] {
  const section = file.router_settings?.[list]?.length ? 'router_settings' : 'litellm_settings'
  const seen = new Set<string>()
  return (file[section]?.[list] ?? []).flatMap((map, index) =>
    Object.entries(map).flatMap(([group, targets]) => {
      if (seen.has(group)) return []
      seen.add(group)
      return [{ group, targets: targets.map(({ target }) => target), path: [section, list, index, group] }]
    }),
  )
}
