import { ProviderError } from '@turnout/core'
import type * as z from 'zod'
import { parseJson } from './parse-json.ts'

/** The failure of an answer that cannot be read. */
export const unreadable = (what: string): ProviderError =>
  new ProviderError('server', `The provider answered with ${what}.`, { code: 'upstream_invalid_response' })

/** JSON from a provider as `schema` reads it. Throws when it is something else, called by `otherwise`. */
export function readJson<S extends z.ZodType>(
  schema: S,
  json: string | Uint8Array,
  otherwise = 'an event that cannot be read',
): z.output<S> {
  const text = typeof json === 'string' ? json : new TextDecoder().decode(json)
  const parsed = schema.safeParse(parseJson(text))
  if (parsed.success) return parsed.data
  throw unreadable(otherwise)
}
