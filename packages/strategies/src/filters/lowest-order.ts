import type { Deployment } from '@turnout/core'

/** Those of the lowest `order` there is. Where any has one, those without are out; where none has, all stay. */
export function lowestOrder<C extends { readonly deployment: Deployment }>(candidates: readonly C[]): readonly C[] {
  let lowest = Infinity
  for (const { deployment } of candidates) lowest = Math.min(lowest, deployment.order ?? Infinity)
  return lowest === Infinity ? candidates : candidates.filter(({ deployment }) => deployment.order === lowest)
}
