import { resolveModel } from '@turnout/config-loader'
import type { Engine } from './engine.ts'

/** Where a caller's name leads. */
export interface Resolved {
  /** The name of an entry in `engine.groups`. */
  readonly group: string
  /** For a group with `*`: the name that fitted, and what the stars stood for. */
  readonly wildcard: { readonly name: string; readonly captures: readonly string[] } | undefined
}

/** What it is called: a name that fits a pattern is a group of its own. */
export const nameOf = ({ group, wildcard }: Resolved): string => wildcard?.name ?? group

/** Nobody's names are longer, and patterns take their time with such. */
const longestName = 512

/** The group, deployment id or pattern that a caller's name leads to; undefined when it leads nowhere. */
export function resolveGroup({ config, groups, patterns }: Engine, name: string): Resolved | undefined {
  const alias = Object.hasOwn(config.aliases, name) ? config.aliases[name] : undefined
  const target = alias?.group ?? name
  if (groups.has(target)) return { group: target, wildcard: undefined }
  if (patterns.length === 0 || target.length > longestName) return undefined
  const provider = resolveModel(target)?.provider
  for (const candidate of provider === undefined ? [target] : [target, `${provider}/${target}`])
    for (const { group, test } of patterns) {
      const match = test.exec(candidate)
      if (match) return { group, wildcard: { name: target, captures: match.slice(1) } }
    }
  return undefined
}
