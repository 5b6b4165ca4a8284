import { ProviderError } from '@turnout/core'

/** How far a request had come: not out yet, out, or the head of its answer had arrived. */
export type Progress = 'unsent' | 'sent' | 'answered'

/** What broke below HTTP. */
export function connectionFailure(error: Error, progress: Progress): ProviderError {
  const code = 'code' in error && typeof error.code === 'string' ? error.code : error.name
  const details = { cause: error, sent: progress !== 'unsent' }
  if (code === 'UND_ERR_CONNECT_TIMEOUT') return new ProviderError('timeout', 'Connecting took too long.', details)
  return progress === 'answered'
    ? new ProviderError('connection', `The answer was cut short (${code}).`, { code: 'upstream_truncated', ...details })
    : new ProviderError('connection', `The provider could not be reached (${code}).`, details)
}
