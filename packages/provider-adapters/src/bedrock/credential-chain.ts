import type { Deployment } from '@turnout/core'
import { misconfigured } from '../kit/misconfigured.ts'
import type { AwsCredentials, CredentialProvider } from './credentials.ts'

/**
 * Profiles, roles, containers, instances, single sign-on: the AWS SDK knows them all. It is loaded when a deployment first
 * needs it, and does its own requests, apart from the router's clock and transport.
 */
export function chainOf(
  deployment: Deployment,
  region: string,
  stated: AwsCredentials | undefined,
): CredentialProvider {
  const text = (name: string) => textIn(deployment.settings[name]) ?? deployment.secrets[name]?.reveal()
  const clientConfig = { region }
  const load = async (): Promise<CredentialProvider> => {
    const { fromIni, fromNodeProviderChain, fromTemporaryCredentials } = await loadProviders()
    const profile = text('aws_profile_name')
    const found = profile ? fromIni({ profile, clientConfig }) : fromNodeProviderChain({ clientConfig })
    const role = text('aws_role_name')
    if (!role) return found
    const own = stated ? async () => stated : found
    const externalId = text('aws_external_id')
    const RoleSessionName = text('aws_session_name') ?? 'turnout'
    const params = { RoleArn: role, RoleSessionName, ...(externalId ? { ExternalId: externalId } : {}) }
    return fromTemporaryCredentials({ params, masterCredentials: own, clientConfig })
  }
  let loading: Promise<CredentialProvider> | undefined
  return async () => {
    loading ??= load()
    return (await loading)()
  }
}

async function loadProviders() {
  try {
    return await import('@aws-sdk/credential-providers')
  } catch (cause) {
    throw misconfigured(
      'There are no AWS keys, and what finds others, the package @aws-sdk/credential-providers, is not installed.',
      cause,
    )
  }
}

const textIn = (value: unknown): string | undefined => (typeof value === 'string' && value !== '' ? value : undefined)
