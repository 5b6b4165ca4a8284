import { type Deployment, isJsonObject } from '@turnout/core'
import { perDeployment } from './endpoint.ts'
import { parseJson } from './parse-json.ts'

/** So much of a secret in a row, in any of its forms, is not repeated. Shorter ones are not repeated as a whole. */
const tellingLength = 8

/**
 * Takes a deployment's credentials out of what a provider says: whole or in part, as they are, percent-encoded or in
 * base64.
 */
export const withoutSecrets = perDeployment((deployment): ((text: string) => string) => {
  const secrets = secretsOf(deployment)
  const pieces = new Set(secrets.flatMap(formsOf).flatMap(piecesOf))
  const short = secrets.filter((secret) => secret.length < tellingLength)
  return (text) => short.reduce((safe, secret) => safe.replaceAll(secret, mask), withoutPieces(text, pieces))
})

const mask = '[secret]'

const secretName = /key|secret|password|credential|authorization|cookie|token/i
/** Where Google's tokens come from is no secret, and its errors are full of addresses like it. */
const isAddress = /_ur[il]$/i

function secretsOf({ apiKey, apiBase, secrets, settings }: Deployment): readonly string[] {
  const revealed = [apiKey, ...Object.values(secrets)].flatMap((secret) => (secret ? [secret.reveal()] : []))
  const headers = isJsonObject(settings['extra_headers']) ? settings['extra_headers'] : {}
  return [...revealed.flatMap(membersOf), ...inHeaders(headers), ...inAddress(apiBase)].filter(
    (secret) => secret !== '',
  )
}

/** Of credentials that are a JSON document, what is secret in it. */
function membersOf(secret: string): readonly string[] {
  const document = secret.startsWith('{') ? parseJson(secret) : undefined
  return isJsonObject(document) ? named(document) : [secret]
}

const named = (map: Readonly<Record<string, unknown>>): readonly string[] =>
  textsOf(map).flatMap(([name, value]) => (secretName.test(name) && !isAddress.test(name) ? [value] : []))

/** A header of any name may hold a credential. */
const inHeaders = (map: Readonly<Record<string, unknown>>): readonly string[] =>
  textsOf(map).flatMap(([name, value]) =>
    secretName.test(name) || (opaque.test(value) && !/beta|version/i.test(name)) ? [value] : [],
  )

/** So long, with figures and without a space, it is no word; an address may stay. */
const opaque = /^(?!https?:)(?=.*\d)\S{20,}$/

const textsOf = (map: Readonly<Record<string, unknown>>): readonly (readonly [name: string, value: string])[] =>
  Object.entries(map).flatMap(([name, value]) =>
    typeof value === 'string' ? [[name, value.replace(/^(bearer|basic) /i, '')] as const] : [],
  )

/** Somebody's password, or a key in the query. */
function inAddress(address: string | undefined): readonly string[] {
  const parsed = address === undefined ? null : URL.parse(address)
  if (!parsed) return []
  const { password, searchParams } = parsed
  return [decoded(password), ...named(Object.fromEntries(searchParams))]
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}

/** In base64 a text looks three ways, by what stands before it. */
function formsOf(secret: string): readonly string[] {
  const bytes = Buffer.from(secret, 'utf8')
  const shifted = [0, 1, 2].map((by) => Buffer.concat([Buffer.alloc(by), bytes]))
  const inBase64 = (encoding: 'base64' | 'base64url') =>
    shifted.map((each, by) =>
      each
        .toString(encoding)
        .slice(by === 0 ? 0 : by + 1)
        .replace(/=+$/, '')
        .slice(0, -1),
    )
  return [secret, encodeURIComponent(secret.toWellFormed()), ...inBase64('base64'), ...inBase64('base64url')]
}

const piecesOf = (form: string): readonly string[] =>
  Array.from({ length: Math.max(0, form.length - tellingLength + 1) }, (_, at) => form.slice(at, at + tellingLength))

/** Wherever a piece of a secret stands, and the pieces that overlap it, there is one mask. */
function withoutPieces(text: string, pieces: ReadonlySet<string>): string {
  if (pieces.size === 0) return text
  let safe = ''
  let keptFrom = 0
  for (let at = 0; at + tellingLength <= text.length; at++) {
    if (!pieces.has(text.slice(at, at + tellingLength))) continue
    let end = at + tellingLength
    while (end < text.length && pieces.has(text.slice(end + 1 - tellingLength, end + 1))) end++
    safe += text.slice(keptFrom, at) + mask
    keptFrom = end
    at = end - 1
  }
  return safe + text.slice(keptFrom)
}
