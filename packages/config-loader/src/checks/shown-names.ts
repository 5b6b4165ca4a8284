import type { Problem } from '../problem.ts'

/** A name as a message may tell it. */
export type Shown = (name: string) => string

export const asItIs: Shown = (name) => name

interface Resolved {
  readonly value: unknown
  variableAt(path: readonly (string | number)[]): string | undefined
}

/**
 * Names as they are, but for those that came from a variable: its value is told nowhere, so its own name stands in. By
 * value and not by place, because a name goes far from its place: down a chain of aliases, or into "Did you mean".
 */
export function shownNames({ value, variableAt }: Resolved): Shown {
  const variables = new Map<string, string>()
  const walk = (node: unknown, path: readonly (string | number)[]): void => {
    const variable = typeof node === 'string' ? variableAt(path) : undefined
    if (typeof node === 'string' && variable !== undefined) variables.set(node, variable)
    if (typeof node !== 'object' || node === null) return
    for (const [key, entry] of Object.entries(node)) walk(entry, [...path, Array.isArray(node) ? Number(key) : key])
  }
  walk(value, [])
  return (name) => (variables.has(name) ? `the value of the variable ${variables.get(name)}` : name)
}

/** No suggestion is the value of a variable. */
export const withoutHidden = (problems: readonly Problem[], shown: Shown): readonly Problem[] =>
  problems.map(({ suggestion, ...problem }) =>
    suggestion === undefined || shown(suggestion) !== suggestion ? problem : { ...problem, suggestion },
  )
