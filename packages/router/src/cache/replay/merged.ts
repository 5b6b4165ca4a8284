import type { Json, JsonObject } from '@turnout/core'

/** What several said under one name, as one value. Nothing that was said is left out of `values`, null included. */
export type Merge = (values: readonly Json[], name: string) => Json

/** Several objects as one, which has every member that one of them has, but for those that are not wanted. */
export function merged(objects: readonly JsonObject[], merge: Merge, unwanted: ReadonlySet<string> = none): JsonObject {
  const said = new Map<string, Json[]>()
  for (const object of objects)
    for (const name of Object.keys(object)) {
      const value = object[name]
      if (value === undefined || unwanted.has(name)) continue
      const values = said.get(name)
      if (values) values.push(value)
      else said.set(name, [value])
    }
  return Object.fromEntries(Array.from(said, ([name, values]) => [name, merge(values, name)]))
}

const none: ReadonlySet<string> = new Set()

/** Without those that say nothing: null, and empty text. */
export const saying = (values: readonly Json[]): readonly Json[] =>
  values.filter((value) => value !== null && value !== '')
