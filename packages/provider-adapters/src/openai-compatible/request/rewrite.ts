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
  for (const one of rewrites) fitting = one.rewrite(fitting, deployment)
  return fitting
}

/** A copy that lacks some members. */
export const without = (body: Body, ...keys: readonly string[]): Body =>
  Object.fromEntries(Object.entries(body).filter(([key]) => !keys.includes(key)))
