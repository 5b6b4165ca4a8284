import { isJsonObject } from '@turnout/core'
import { invalidValue } from '../invalid-value.ts'

/** What a request says of the response cache: LiteLLM's `cache` parameter in camelCase, in seconds. */
export interface CacheWishes {
  /** The answer is not to come from the cache; it may go there. */
  readonly noCache?: boolean
  /** The answer is not to go to the cache; it may come from there. */
  readonly noStore?: boolean
  /** For how long the answer is kept; 0: not at all. */
  readonly ttl?: number
  /** The same, where nothing is configured. */
  readonly usualTtl?: number
  /** What was kept for longer is too old. */
  readonly sMaxage?: number
  /** Only what was kept under the same name is found. */
  readonly namespace?: string
  /** Asks for the cache where it is only for those who do. */
  readonly useCache?: boolean
}

/** Body parameters that hold them. */
export const cacheParams = ['cache', 'caching', 'ttl'] as const

type Body = Readonly<Record<string, unknown>>

const longestName = 200

/** LiteLLM's `cache`, `caching` and `ttl` in a body; undefined where it says nothing. Throws a `TurnoutError` where that cannot be read. */
export function cacheWishesIn(body: Body): CacheWishes | undefined {
  const cache = body['cache'] ?? undefined
  const usualTtl = seconds(body, 'ttl', 'ttl')
  const noRead = flag(body, 'caching', 'caching') === false
  if (cache === undefined && usualTtl === undefined && !noRead) return undefined
  if (cache !== undefined && !isJsonObject(cache)) throw invalidValue('cache', 'an object like {"no-cache": true}')
  const said: Body = cache ?? {}
  return present({
    noCache: noRead || flag(said, 'no-cache'),
    noStore: flag(said, 'no-store'),
    ttl: seconds(said, 'ttl'),
    usualTtl,
    sMaxage: seconds(said, 's-maxage') ?? seconds(said, 's-max-age'),
    namespace: name(said, 'namespace'),
    useCache: flag(said, 'use-cache'),
  })
}

/**
 * `Cache-Control` of a request (RFC 9111, section 5.2.1): `no-cache`, `no-store` and `max-age`. `s-maxage` is for how
 * long the answer is kept, where nothing is configured, as LiteLLM has it. What else it says is ignored.
 */
export function cacheWishesOf(cacheControl: string): CacheWishes | undefined {
  const wishes: { -readonly [K in keyof CacheWishes]: CacheWishes[K] } = {}
  for (const directive of cacheControl.toLowerCase().split(',')) {
    const [name = '', value = ''] = directive.split('=').map((part) => part.trim())
    const span = /^"?(\d{1,9})"?$/.exec(value)?.[1]
    if (name === 'no-cache') wishes.noCache = true
    if (name === 'no-store') wishes.noStore = true
    if (name === 'max-age' && span !== undefined) wishes.sMaxage = Number(span)
    if (name === 's-maxage' && span !== undefined) wishes.usualTtl = Number(span)
  }
  return Object.keys(wishes).length === 0 ? undefined : wishes
}

const present = (wishes: { readonly [K in keyof CacheWishes]: CacheWishes[K] | undefined }): CacheWishes =>
  Object.fromEntries(Object.entries(wishes).filter(([, value]) => value !== undefined))

function flag(body: Body, param: string, place = `cache.${param}`): boolean | undefined {
  const value = body[param] ?? undefined
  if (value === undefined || typeof value === 'boolean') return value
  throw invalidValue(place, 'true or false')
}

function seconds(body: Body, param: string, place = `cache.${param}`): number | undefined {
  const value = body[param] ?? undefined
  if (value === undefined) return undefined
  if (typeof value === 'number' && value >= 0) return value
  throw invalidValue(place, 'a number of seconds, 0 or more')
}

function name(body: Body, param: string): string | undefined {
  const value = body[param] ?? undefined
  if (value === undefined) return undefined
  if (typeof value === 'string' && value.length <= longestName) return value
  throw invalidValue(`cache.${param}`, `a name of at most ${longestName} characters`)
}
