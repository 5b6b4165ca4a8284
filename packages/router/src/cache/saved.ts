import type { Deployment, Usage } from '@turnout/core'
import type { Saved } from '../engine/cache-mark.ts'

/** What an answer from the cache would have cost, by its deployment's prices. */
export function savedOf(usage: Usage, { pricing }: Deployment): Saved {
  if (!pricing) return { savedUsage: usage }
  const { inputPerToken, outputPerToken } = pricing
  const savedUsd = usage.prompt_tokens * inputPerToken + usage.completion_tokens * outputPerToken
  return { savedUsage: usage, savedUsd }
}
