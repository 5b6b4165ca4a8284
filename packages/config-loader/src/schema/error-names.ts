/** The errors that a policy may name, in LiteLLM's spelling. */
export const errorNames = [
  'RateLimitError',
  'Timeout',
  'TimeoutError',
  'APITimeoutError',
  'InternalServerError',
  'AuthenticationError',
  'BadRequestError',
  'ContentPolicyViolationError',
  'ContextWindowExceededError',
  'NotFoundError',
  'PermissionDeniedError',
  'ServiceUnavailableError',
  'APIConnectionError',
  'APIError',
  'BadGatewayError',
  'UnprocessableEntityError',
] as const

export type ErrorName = (typeof errorNames)[number]

/** `RateLimitErrorRetries` and the like, and the bare names. */
export const withEnding = (ending: string): readonly string[] => [
  ...errorNames.map((name) => `${name}${ending}`),
  ...errorNames,
]

/** The class that a policy's key speaks of, with or without its ending; undefined where there is none of that name. */
export function classOf(key: string, ending: string): string | undefined {
  const name = key.endsWith(ending) ? key.slice(0, -ending.length) : key
  if (name === 'TimeoutError' || name === 'APITimeoutError') return 'Timeout'
  return errorNames.find((known) => known === name)
}
