import { isJsonObject, type Json, type JsonObject } from '@turnout/core'

/** Whether a schema leads back to itself, or one of its definitions does, directly or through others. */
export function refersToItself(schema: JsonObject): boolean {
  const definitions = Object.entries({ ...objectAt(schema, '$defs'), ...objectAt(schema, 'definitions') })
  const next = new Map(definitions.map(([name, definition]) => [name, referencesIn(definition)]))
  const leadsTo = (name: string, goal: string, seen: Set<string>): boolean =>
    [...(next.get(name) ?? [])].some(
      (target) => target === goal || (!seen.has(target) && leadsTo(target, goal, seen.add(target))),
    )
  return referencesIn(schema).has(elsewhere) || definitions.some(([name]) => leadsTo(name, name, new Set()))
}

/** Any reference that is not to a definition: to the root, into it, or to another document. */
const elsewhere = ''

const objectAt = (schema: JsonObject, key: string): JsonObject => {
  const value = schema[key]
  return isJsonObject(value) ? value : {}
}

/** The names of the definitions that are referred to. */
function referencesIn(value: Json | undefined): ReadonlySet<string> {
  const found = new Set<string>()
  const look = (at: Json | undefined): void => {
    if (Array.isArray(at)) for (const item of at) look(item)
    else if (isJsonObject(at))
      for (const [key, item] of Object.entries(at)) {
        if (key === '$ref') found.add(/^#\/(?:\$defs|definitions)\/([^/]+)$/.exec(String(item))?.[1] ?? elsewhere)
        else look(item)
      }
  }
  look(value)
  return found
}
