import type { Runtime, TransportRequest } from '@turnout/core'
import { type OAuthToken, requestToken } from '../kit/request-token.ts'
import type { GoogleCredentials } from './google-credentials.ts'
import { signedAssertion } from './signed-assertion.ts'

/** Asks Google for a token: with the credentials, or where there are none the machine it runs on. */
export const googleToken = (runtime: Runtime, credentials: GoogleCredentials | undefined): Promise<OAuthToken> =>
  requestToken(runtime, credentials ? grantOf(credentials, runtime) : metadataRequest)

function grantOf(credentials: GoogleCredentials, { clock }: Runtime): TransportRequest {
  const form =
    credentials.type === 'service_account'
      ? {
          grant_type: 'urn:ietf:params:oauth:grant-type:jwt-bearer',
          assertion: signedAssertion(credentials, clock.wallMs()),
        }
      : {
          grant_type: 'refresh_token',
          client_id: credentials.client_id,
          client_secret: credentials.client_secret,
          refresh_token: credentials.refresh_token,
        }
  const { origin, pathname, search } = new URL(credentials.token_uri)
  return {
    ...{ origin, path: pathname + search, method: 'POST' },
    headers: ['content-type', 'application/x-www-form-urlencoded', 'accept', 'application/json'],
    body: new URLSearchParams(form).toString(),
  }
}

/** Compute Engine, "Applications: access tokens"; the same for Cloud Run and GKE. */
const metadataRequest: TransportRequest = {
  origin: 'http://metadata.google.internal',
  path: '/computeMetadata/v1/instance/service-accounts/default/token',
  method: 'GET',
  headers: ['metadata-flavor', 'Google'],
  body: '',
}
