import type { Deployment, OperationName, ProviderCall } from '@turnout/core'
import { misconfigured } from '../kit/misconfigured.ts'
import { chainOf } from './credential-chain.ts'
import { keeping } from './kept-credentials.ts'

/** What AWS signatures are made with. The AWS SDK's own type fits. */
export interface AwsCredentials {
  readonly accessKeyId: string
  readonly secretAccessKey: string
  readonly sessionToken?: string
  /** Until when they serve; absent: they are asked for each time. */
  readonly expiration?: Date
}

/** An application's own: `fromNodeProviderChain()` of the AWS SDK, say. */
export type CredentialProvider = () => Promise<AwsCredentials>

/** Credentials for one request. */
export type CredentialSource = (call: Pick<ProviderCall<OperationName>, 'runtime' | 'scope'>) => Promise<AwsCredentials>

/** Where a deployment's credentials come from: keys it states, the application, or the AWS SDK's chain. */
export function credentialSource(
  deployment: Deployment,
  region: string,
  provider: CredentialProvider | undefined,
): CredentialSource {
  const stated = statedKeys(deployment)
  const role = deployment.settings['aws_role_name']
  if (stated && !role) return async () => stated
  return keeping(provider ?? chainOf(deployment, region, stated))
}

/** Whether a deployment says whose keys sign its requests. */
export const namesCredentials = ({ secrets, settings }: Deployment): boolean =>
  secrets['aws_access_key_id'] !== undefined || ['aws_role_name', 'aws_profile_name'].some((name) => settings[name])

function statedKeys({ secrets }: Deployment): AwsCredentials | undefined {
  const accessKeyId = secrets['aws_access_key_id']?.reveal()
  const secretAccessKey = secrets['aws_secret_access_key']?.reveal()
  const sessionToken = secrets['aws_session_token']?.reveal()
  if (accessKeyId && secretAccessKey) return { accessKeyId, secretAccessKey, ...(sessionToken ? { sessionToken } : {}) }
  if (!accessKeyId && !secretAccessKey) return undefined
  throw misconfigured('A deployment states only one of aws_access_key_id and aws_secret_access_key.')
}
