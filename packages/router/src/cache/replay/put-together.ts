import { isJsonObject, type Json, type JsonObject } from '@turnout/core'
import { merged, saying } from './merged.ts'

/** Words that name something, and are said again rather than gone on with. */
const names = new Set(['role', 'id', 'type', 'name', 'format', 'mime_type', 'thought_signature_origin'])

/**
 * What comes in pieces, by the type of its JSON: text is put together, lists are joined, or merged by the `index` of
 * their entries where these have one, objects are put together member by member, and of the rest the last one counts.
 */
export function putTogether(values: readonly Json[], name: string): Json {
  const said = saying(values)
  const last = said.at(-1)
  if (last === undefined) return values.includes('') ? '' : null
  if (typeof last === 'string')
    return names.has(name) ? last : said.filter((value) => typeof value === 'string').join('')
  if (Array.isArray(last)) return joined(said.flatMap((value) => (Array.isArray(value) ? value : [])))
  return isJsonObject(last) ? merged(said.filter(isJsonObject), putTogether) : last
}

type Entry = JsonObject & { readonly index: number }

const isEntry = (value: Json): value is Entry => isJsonObject(value) && typeof value['index'] === 'number'

function joined(entries: readonly Json[]): readonly Json[] {
  if (!entries.every(isEntry)) return entries
  const byIndex = Map.groupBy(entries, ({ index }) => index)
  return Array.from(byIndex.values(), (pieces) => merged(pieces, putTogether))
}
