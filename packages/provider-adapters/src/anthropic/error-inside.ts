import type { ProviderCall, ProviderError } from '@turnout/core'
import * as z from 'zod'
import { httpError } from '../kit/http-error.ts'

/** `error` of an answer, or of a stream's event ("Errors"). */
export const errorSchema = z.object({ type: z.string() })

/** Anthropic's status for an error type that arrives inside a 200. */
const statusOf: Readonly<Record<string, number>> = {
  invalid_request_error: 400,
  authentication_error: 401,
  billing_error: 402,
  permission_error: 403,
  not_found_error: 404,
  request_too_large: 413,
  rate_limit_error: 429,
  timeout_error: 504,
  overloaded_error: 529,
}

/** What an error inside a 200 would have been with a status of its own. `body`: all of it, in JSON. */
export function errorInside(
  { runtime, deployment }: ProviderCall<'chat'>,
  error: z.output<typeof errorSchema> | undefined,
  body: string,
): ProviderError {
  const wallMs = runtime.clock.wallMs()
  return httpError(deployment, { status: statusOf[error?.type ?? ''] ?? 500, headers: {}, body, wallMs })
}
