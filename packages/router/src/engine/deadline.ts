import { ProviderError } from '@turnout/core'

/** The failure of a request whose own time is up, whoever was being asked. */
export const deadlinePassed = (): ProviderError =>
  new ProviderError('timeout', 'The deadline of the request has passed.', { code: 'deadline_exceeded' })
