import type { Json, JsonObject } from '@turnout/core'

/** What several said under one name, as one value. Nothing that was said is left out of `values`, null included. */
export type Merge = (values: readonly Json[], name: string) => Json

/** Several objects as one, which has every member that one of them has. */
export function merged(objects: readonly JsonObject[], merge: Merge): JsonObject {
  const said = new Map<string, Json[]>()
  for (const object of objects)
    for (const [name, value] of Object.entries(object)) {
      if (value === undefined) continue
      const values = said.get(name)
      if (values) values.push(value)
      else said.set(name, [value])
    }
  return Object.fromEntries(Array.from(said, ([name, values]) => [name, merge(values, name)]))
}

/** Without those that say nothing: null, and empty text. */
export const saying = (values: readonly Json[]): readonly Json[] =>
  values.filter((value) => value !== null && value !== '')
