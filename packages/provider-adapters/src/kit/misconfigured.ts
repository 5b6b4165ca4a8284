import { ProviderError } from '@turnout/core'

/** A deployment that cannot work as it is configured: others may serve, trying it again is no use. */
export const misconfigured = (message: string, cause?: unknown): ProviderError =>
  new ProviderError('not-found', message, { code: 'deployment_misconfigured', cause })
