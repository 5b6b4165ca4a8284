import { isJsonObject, type Json } from '@turnout/core'
import { merged, saying } from './merged.ts'

/** What every chunk says again, of itself or of a choice: the last word counts, of each member of an object. */
export function lastWord(values: readonly Json[]): Json {
  const said = saying(values)
  const last = said.at(-1)
  if (last === undefined) return values.at(-1) ?? null
  return isJsonObject(last) ? merged(said.filter(isJsonObject), lastWord) : last
}
