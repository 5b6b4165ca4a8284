import { ProviderError, TurnoutError } from '@turnout/core'

/** What went wrong in our own code says nothing to the caller; the log has it. */
export function asTurnoutError(error: unknown): TurnoutError {
  if (TurnoutError.is(error)) return error
  if (ProviderError.is(error)) return TurnoutError.from(error)
  return new TurnoutError('server', 'Something went wrong here.', {
    status: 500,
    code: 'internal_error',
    cause: error,
  })
}
