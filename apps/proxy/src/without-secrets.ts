import { type Deployment, isJsonObject, type Json, type JsonObject } from '@turnout/core'

/** What a name says of its value: keys, passwords, tokens (not how many), and headers, which may be any of them. */
const secretName =
  /api_?key|secret|password|passwd|credential|authorization|bearer|private|headers?$|(?<!per_)token$|^key_|_key$/i

/** What is shorter is no credential, and stands in other words by chance. */
const shortest = 8

/** Without what is secret, or is named as if: in a `model_info` there may be anything. */
export function withoutSecrets(
  object: JsonObject,
  { apiKey, secrets }: Pick<Deployment, 'apiKey' | 'secrets'>,
): JsonObject {
  const known = [apiKey, ...Object.values(secrets)]
    .flatMap((secret) => secret?.reveal() ?? [])
    .filter((secret) => secret.length >= shortest)
  const safe = (value: Json): Json => {
    if (typeof value === 'string') return known.some((secret) => value.includes(secret)) ? '[secret]' : value
    if (Array.isArray(value)) return value.map(safe)
    return isJsonObject(value) ? ofObject(value) : value
  }
  const ofObject = (given: JsonObject): JsonObject =>
    Object.fromEntries(
      Object.entries(given).flatMap(([name, value]) =>
        value === undefined || secretName.test(name) ? [] : [[safe(name), safe(value)]],
      ),
    )
  return ofObject(object)
}

/** An address without what it may carry besides: a password, a query. None where that cannot be told. */
export function bareAddress(address: string): string | undefined {
  const parsed = URL.parse(address)
  if (!parsed) return undefined
  const { protocol, host, pathname, hash } = parsed
  return host === '' || `${pathname}${hash}`.includes('@') ? undefined : `${protocol}//${host}${pathname}`
}
