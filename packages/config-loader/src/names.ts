import type { Alias } from '@turnout/core'
import { asItIs, type Shown } from './checks/shown-names.ts'
import { answersByWildcard } from './wildcards.ts'

/** What the names that a setting mentions lead to. */
export interface Names {
  /** Groups and aliases. */
  readonly known: ReadonlySet<string>
  /** Whether something answers to a name. */
  answers(name: string): boolean
  groupOf(name: string): string
  readonly shown: Shown
}

export function namesOf(
  groups: ReadonlySet<string>,
  aliases: Readonly<Record<string, Alias>>,
  providers: readonly string[],
  shown: Shown = asItIs,
): Names {
  const known = new Set([...groups, ...Object.keys(aliases)])
  const byWildcard = answersByWildcard(groups, providers)
  return {
    known,
    answers: (name) => known.has(name) || byWildcard(name),
    groupOf: (name) => aliases[name]?.group ?? name,
    shown,
  }
}
