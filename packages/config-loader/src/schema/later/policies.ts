import { z } from 'zod'
import { count } from '../values.ts'

const policy = (key: string, example: string) =>
  z.record(
    z.string(),
    z
      .union([count, z.looseObject({ [key]: count.nullable() })], {
        error: `expected a whole number, or a map with ${key}`,
      })
      .nullable(),
    { error: `expected a map, like \`${example}\`` },
  )

/** `RateLimitErrorRetries: 5`, `RateLimitError: { max_retries: 5 }` and `RateLimitError: 5` all say the same; null says nothing. */
export const retryPolicy = policy('max_retries', 'RateLimitError: { max_retries: 5 }')

/** `RateLimitErrorAllowedFails: 5`, and the other two spellings. */
export const allowedFailsPolicy = policy('allowed_fails', 'RateLimitErrorAllowedFails: 5')

export const groupRetryPolicies = z.record(z.string(), retryPolicy, {
  error: 'expected a map of groups, like `gpt-4: { RateLimitError: { max_retries: 5 } }`',
})
