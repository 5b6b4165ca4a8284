import { ProviderError } from '@turnout/core'

/** Whatever an adapter threw, as a failure the policies can judge. A body that cannot be encoded is the caller's doing. */
export function asProviderError(error: unknown): ProviderError {
  if (ProviderError.is(error)) return error
  if (error instanceof RangeError)
    return new ProviderError('bad-request', 'The request nests too deep.', { code: 'json_too_deep', cause: error })
  return new ProviderError('server', 'The provider adapter failed.', { cause: error })
}
