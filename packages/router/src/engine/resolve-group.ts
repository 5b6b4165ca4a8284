import { resolveModel } from '@turnout/config-loader'
import type { Engine } from './engine.ts'
import type { Group } from './group.ts'
import { capturesOf } from './patterns.ts'

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
  if (target.includes('*')) return undefined
  const known = groups.get(target)
  if (known) return isFilled(known) ? { group: target, wildcard: undefined } : undefined
  if (patterns.length === 0 || target.length > longestName) return undefined
  const provider = resolveModel(target)?.provider
  for (const candidate of provider === undefined ? [target] : [target, `${provider}/${target}`])
    for (const pattern of patterns) {
      const captures = capturesOf(pattern, candidate)
      if (captures) return { group: pattern.group, wildcard: { name: target, captures } }
    }
  return undefined
}

/** Whoever is asked for by its id must not need a name to fill its model. */
const isFilled = ({ direct, members }: Group): boolean =>
  !direct || members.every(({ deployment }) => !deployment.model.includes('*'))
