import { TurnoutError } from '@turnout/core'
import { asProviderError } from './as-provider-error.ts'

/** Values out of a batch that was passed on unread; bytes that cannot be decoded are the provider's failure. */
export function decode<T>(read: () => T): T {
  try {
    return read()
  } catch (error) {
    throw TurnoutError.from(asProviderError(error))
  }
}
