import type { OperationName, ProviderCall, Secret } from '@turnout/core'

/** Where a vendor's access tokens come from, where they are not in the configuration. */
export interface TokenSource {
  /** Undefined where this deployment has its access already. */
  tokenFor(call: ProviderCall<OperationName>): Promise<Secret> | undefined
  /** The vendor refused it. */
  refused(call: ProviderCall<OperationName>, token: Secret): void
}
