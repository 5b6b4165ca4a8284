import type { Engine } from './engine.ts'

/** The group (or deployment id) that a caller's name leads to; undefined when it leads nowhere. */
export function resolveGroup({ config, groups }: Engine, name: string): string | undefined {
  const alias = Object.hasOwn(config.aliases, name) ? config.aliases[name] : undefined
  const group = alias?.group ?? name
  return groups.has(group) ? group : undefined
}
