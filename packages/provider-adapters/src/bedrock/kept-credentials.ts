import { type Clock, ProviderError } from '@turnout/core'
import { misconfigured } from '../kit/misconfigured.ts'
import { whileWanted } from '../kit/while-wanted.ts'
import type { AwsCredentials, CredentialProvider, CredentialSource } from './credentials.ts'

/** They are renewed this long before their end. */
const renewBeforeMs = 5 * 60_000

/** Asks `provide` once for all who wait, and again when what it gave is about to end. */
export function keeping(provide: CredentialProvider): CredentialSource {
  let kept: AwsCredentials | undefined
  let coming: Promise<AwsCredentials> | undefined
  return ({ runtime, scope }) => {
    if (kept && serves(kept, runtime.clock)) return Promise.resolve(kept)
    coming ??= provide()
      .then((credentials) => {
        kept = credentials
        return credentials
      })
      .catch((cause: unknown) => {
        throw ProviderError.is(cause) ? cause : misconfigured('No AWS credentials could be got.', cause)
      })
      .finally(() => {
        coming = undefined
      })
    return whileWanted(coming, scope)
  }
}

const serves = ({ expiration }: AwsCredentials, clock: Clock): boolean =>
  expiration !== undefined && clock.wallMs() < expiration.getTime() - renewBeforeMs
