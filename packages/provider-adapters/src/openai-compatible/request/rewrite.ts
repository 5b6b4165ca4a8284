import type { Deployment } from '@turnout/core'

/** A request body, the deployment's own parameters in it. */
export type Body = Readonly<Record<string, unknown>>

/** One thing that a vendor's requests need. */
export interface Rewrite {
  /** For the vendors' page. */
  readonly says: string
  /** The same object where nothing has to change, because then the caller's own text passes on; never changes it. */
  rewrite(body: Body, deployment: Deployment): Body
}

/** `body` after all of them, the same object if none had anything to do. */
export function rewritten(rewrites: readonly Rewrite[], body: Body, deployment: Deployment): Body {
  let fitting = body
  // By index, here and below: iterators and closures would be garbage for each message of each request.
  for (let i = 0; i < rewrites.length; i++) fitting = rewrites[i]?.rewrite(fitting, deployment) ?? fitting
  return fitting
}

/** Whether it has one of the members. */
export function hasAny(body: Body, keys: readonly string[]): boolean {
  for (let i = 0; i < keys.length; i++) if (body[keys[i] ?? ''] !== undefined) return true
  return false
}

/** A copy that lacks some members. */
export const without = (body: Body, ...keys: readonly string[]): Body =>
  Object.fromEntries(Object.entries(body).filter(([key]) => !keys.includes(key)))
