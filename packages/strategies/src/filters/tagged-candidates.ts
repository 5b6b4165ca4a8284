import type { Deployment } from '@turnout/core'

export interface Tagged<C> {
  readonly kept: readonly C[]
  /** Why the others are out; undefined where there are none. */
  readonly reason: string | undefined
}

const everybodys = 'default'

/**
 * LiteLLM's tag routing; it looks at all candidates at once. A request with tags goes to deployments that have any
 * (or all) of them, else to those tagged `default`, else to none. A request without goes to those tagged `default`
 * where there are any, else to all.
 */
export function taggedCandidates<C extends { readonly deployment: Deployment }>(
  candidates: readonly C[],
  requestTags: readonly string[],
  match: 'any' | 'all',
): Tagged<C> {
  const has = (candidate: C, tag: string): boolean => candidate.deployment.tags.includes(tag)
  const defaults = () => candidates.filter((candidate) => has(candidate, everybodys))
  if (requestTags.length === 0) {
    const kept = defaults()
    return kept.length === 0
      ? { kept: candidates, reason: undefined }
      : among(candidates, kept, 'is not tagged default')
  }
  const fits = (candidate: C): boolean =>
    match === 'any' ? requestTags.some((tag) => has(candidate, tag)) : requestTags.every((tag) => has(candidate, tag))
  const kept = candidates.filter(fits)
  const reason = `does not have ${match === 'any' ? 'any' : 'all'} of the request's tags: ${requestTags.join(', ')}`
  return among(candidates, kept.length > 0 ? kept : defaults(), reason)
}

const among = <C>(candidates: readonly C[], kept: readonly C[], reason: string): Tagged<C> => ({
  kept,
  reason: kept.length === candidates.length ? undefined : reason,
})
