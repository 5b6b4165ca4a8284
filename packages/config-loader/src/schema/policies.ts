import * as z from 'zod'
import { count } from './values.ts'

const retries = z.object({ max_retries: count.nullable() }).transform(({ max_retries }) => max_retries)
const fails = z.object({ allowed_fails: count.nullable() }).transform(({ allowed_fails }) => allowed_fails)

/** `RateLimitErrorRetries: 5`, `RateLimitError: { max_retries: 5 }` and `RateLimitError: 5` all say the same; null says nothing. */
export const retryPolicy = z.record(
  z.string(),
  z.union([count, retries], { error: 'expected a whole number, or a map with max_retries' }).nullable(),
  { error: 'expected a map, like `RateLimitError: { max_retries: 5 }`' },
)

/** `RateLimitErrorAllowedFails: 5`, and the other two spellings. */
export const allowedFailsPolicy = z.record(
  z.string(),
  z.union([count, fails], { error: 'expected a whole number, or a map with allowed_fails' }).nullable(),
  { error: 'expected a map, like `RateLimitErrorAllowedFails: 5`' },
)

export const groupRetryPolicies = z.record(z.string(), retryPolicy.nullable(), {
  error: 'expected a map of groups, like `gpt-4: { RateLimitError: { max_retries: 5 } }`',
})

/** What a policy says of errors by the keys of the file. */
export type Policy = z.output<typeof retryPolicy>
