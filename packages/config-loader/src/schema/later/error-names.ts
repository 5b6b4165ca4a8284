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

/** `RateLimitErrorRetries` and the like, and the bare names. */
export const withEnding = (ending: string): readonly string[] => [
  ...errorNames.map((name) => `${name}${ending}`),
  ...errorNames,
]
