import { ProviderError } from '@turnout/core'
import type * as z from 'zod'

/**
 * What the caller sent as `param`, as `schema` reads it. Throws a bad-request that names the place at fault, as in
 * `messages[3].content[0].text`.
 */
export function parseParam<S extends z.ZodType>(schema: S, value: unknown, param: string): z.output<S> {
  const parsed = schema.safeParse(value)
  if (parsed.success) return parsed.data
  const [issue] = parsed.error.issues
  throw malformed(placeOf(param, issue?.path ?? []), issue?.message ?? 'not understood')
}

/** The failure of a request that says something impossible at `param`. */
export const malformed = (param: string, why: string): ProviderError =>
  new ProviderError('bad-request', `Invalid '${param}': ${why.replace(/\.$/, '')}.`, { param })

const placeOf = (param: string, path: readonly PropertyKey[]): string =>
  path.reduce<string>((place, key) => place + (typeof key === 'number' ? `[${key}]` : `.${String(key)}`), param)
