import { paramOf } from '@turnout/core'
import { withoutPath } from './drop-path.ts'

/** Parameters that mean nothing, or are refused, without others. */
const dependents: readonly (readonly [need: string, then: readonly string[]])[] = [
  ['tools', ['tool_choice', 'parallel_tool_calls']],
  ['functions', ['function_call']],
  ['logprobs', ['top_logprobs']],
]

export interface Dropped<T> {
  readonly body: T
  /** The paths where something was, and what had to go with it. */
  readonly dropped: readonly string[]
}

/** A body without what stands at some paths, and without what depends on that. */
export function dropped<T extends Readonly<Record<string, unknown>>>(body: T, paths: readonly string[]): Dropped<T> {
  const gone: string[] = []
  let left = body
  const drop = (path: string): void => {
    const next = withoutPath(left, path)
    if (next !== left) gone.push(path)
    left = next
  }
  for (const path of paths) drop(path)
  for (const [need, then] of dependents) {
    if (isEmptied(left[need], gone, need)) drop(need)
    if (gone.includes(need)) for (const name of then) drop(name)
  }
  return { body: left, dropped: gone }
}

/** A list that paths have left empty is refused by providers, and asks for nothing. */
const isEmptied = (value: unknown, gone: readonly string[], name: string): boolean =>
  Array.isArray(value) && value.length === 0 && gone.some((path) => paramOf(path) === name)
