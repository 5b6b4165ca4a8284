import type { ProviderError } from '@turnout/core'

/** What a timeout counts as, in seconds (LiteLLM's figure). */
export const timeoutPenaltyS = 1000

/** A timeout of ours says that the deployment is slow; one that the caller chose says nothing. */
export const isSlowness = ({ kind, fault }: ProviderError): boolean => kind === 'timeout' && fault !== 'caller'
