import { isNonEmpty, type NonEmpty } from '@turnout/core'
import { tagOf } from './key-list.ts'

/** In groups that one script may touch together. */
export function byTag<T>(all: readonly T[], keyOf: (one: T) => string): readonly NonEmpty<T>[] {
  const [first, ...rest] = all
  if (first === undefined) return []
  const tag = tagOf(keyOf(first))
  if (rest.every((one) => tagOf(keyOf(one)) === tag)) return [[first, ...rest]]
  const groups = Map.groupBy(all, (one) => tagOf(keyOf(one)))
  return [...groups.values()].flatMap((group) => (isNonEmpty(group) ? [group] : []))
}
