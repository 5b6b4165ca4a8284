import { ProviderError, TurnoutError } from '@turnout/core'

/**
 * Whatever a plugin threw, as a failure the policies can judge; what is not meant as one says nothing of the deployment. A
 * router behind a router throws a `TurnoutError`.
 */
export function asProviderError(error: unknown): ProviderError {
  if (ProviderError.is(error)) return error
  if (TurnoutError.is(error)) {
    const { kind, message, code, param, retryAfterMs } = error
    return new ProviderError(kind, message, {
      ...(param === null ? {} : { param }),
      ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
      ...{ code, cause: error },
    })
  }
  return new ProviderError('server', 'A part of the router failed.', {
    ...{ code: 'internal_error', cause: error, fault: 'router' },
  })
}
