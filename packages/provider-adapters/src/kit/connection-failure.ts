import { ProviderError } from '@turnout/core'

/** What broke below HTTP. `answered`: the head of the answer had come. */
export function connectionFailure(error: Error, answered: boolean): ProviderError {
  const code = 'code' in error && typeof error.code === 'string' ? error.code : error.name
  if (code === 'UND_ERR_CONNECT_TIMEOUT')
    return new ProviderError('timeout', 'Connecting took too long.', { cause: error })
  return answered
    ? new ProviderError('connection', `The answer was cut short (${code}).`, {
        code: 'upstream_truncated',
        cause: error,
      })
    : new ProviderError('connection', `The provider could not be reached (${code}).`, { cause: error })
}
