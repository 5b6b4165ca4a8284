import { type ErrorKind, ProviderError } from '@turnout/core'

const kinds: ReadonlyMap<string, ErrorKind> = new Map([
  ['litellm.APIConnectionError', 'connection'],
  ['litellm.AuthenticationError', 'authentication'],
  ['litellm.BadRequestError', 'bad-request'],
  ['litellm.ContentPolicyViolationError', 'content-policy'],
  ['litellm.ContextWindowExceededError', 'context-window'],
  ['litellm.InternalServerError', 'server'],
  ['litellm.NotFoundError', 'not-found'],
  ['litellm.RateLimitError', 'rate-limit'],
  ['litellm.ServiceUnavailableError', 'unavailable'],
  ['litellm.Timeout', 'timeout'],
])

const contentFilter = 'Exception: content_filter_policy'
const streamingError = 'Exception: mock_streaming_error'

const failure = (kind: ErrorKind, name: string): ProviderError =>
  new ProviderError(kind, `This is a mock failure: no provider was asked, mock_response is "${name}".`)

/** The failure that a `mock_response` stands for; undefined where it is an answer, or a stream that breaks. */
export function failureIn(response: string): ProviderError | undefined {
  const kind = kinds.get(response)
  if (kind) return failure(kind, response)
  return response.startsWith(contentFilter) ? failure('content-policy', contentFilter) : undefined
}

/** What breaks the stream of a `mock_response` that asks for that. */
export const breakIn = (response: string): ProviderError | undefined =>
  response.startsWith(streamingError) ? failure('server', streamingError) : undefined
