import { createHash } from 'node:crypto'

/** A value that nothing else looks like, for one field of a configuration. */
export const canary = (field: string): string => createHash('sha256').update(field).digest('hex').slice(0, 40)

/** What of a secret nobody may see: its beginning, and all of it in the usual disguises. */
function formsOf(secret: string): readonly string[] {
  const shifted = [0, 1, 2].map((by) => Buffer.concat([Buffer.alloc(by), Buffer.from(secret)]).toString('base64'))
  return [
    ...[secret.slice(0, 12), encodeURIComponent(secret), Buffer.from(secret).toString('base64url').replace(/=+$/, '')],
    // The first and the last letters depend on what stands beside it.
    ...shifted.map((text) => text.slice(4, -4)),
  ]
}

/** Where which of the secrets shows. */
export function leaks(secrets: Readonly<Record<string, string>>, seen: ReadonlyMap<string, string>): readonly string[] {
  return Object.entries(secrets).flatMap(([field, secret]) =>
    [...seen].flatMap(([place, text]) => {
      const found = formsOf(secret).find((form) => text.includes(form))
      return found === undefined
        ? []
        : [`${field} in ${place}: …${text.slice(Math.max(0, text.indexOf(found) - 60)).slice(0, 100)}`]
    }),
  )
}
