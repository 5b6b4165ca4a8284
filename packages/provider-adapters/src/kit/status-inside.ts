import type { ErrorBody } from './error-body.ts'

/** Types that stand for a status, where an error comes after a 200 (OpenAI and Anthropic, "Errors"). */
const statuses: Readonly<Record<string, number>> = {
  invalid_request_error: 400,
  authentication_error: 401,
  billing_error: 402,
  permission_error: 403,
  not_found_error: 404,
  request_too_large: 413,
  rate_limit_error: 429,
  api_error: 500,
  server_error: 500,
  timeout_error: 504,
  overloaded_error: 529,
}

/** The status that an error inside a 200 would have had: its own, or that of its type; 500 where nothing tells. */
export function statusInside({ status, words }: ErrorBody): number {
  const known = words.find((word) => Object.hasOwn(statuses, word))
  return status ?? (known === undefined ? undefined : statuses[known]) ?? 500
}
