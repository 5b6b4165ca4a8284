import { ProviderError } from '@turnout/core'

/** Cohere's own status for a text with a word of the organization's deny list (Cohere API reference, "Errors"). */
const deniedStatus = 498

/** Throws on; what Cohere has its own status for, as what it is. */
export function deniedWord(error: unknown): never {
  if (!ProviderError.is(error) || error.upstreamStatus !== deniedStatus) throw error
  throw new ProviderError('content-policy', error.message, { upstreamStatus: deniedStatus })
}
