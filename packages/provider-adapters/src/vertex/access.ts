import {
  type Deployment,
  type Exchange,
  isJsonObject,
  type OperationName,
  type ProviderCall,
  ProviderError,
  type Secret,
  type TransportRequest,
} from '@turnout/core'
import { extraHeaders } from '../kit/endpoint.ts'
import { OAuthTokens } from '../kit/oauth-token.ts'
import { whileWanted } from '../kit/while-wanted.ts'
import { CredentialsSource, type ReadFile } from './credentials-source.ts'
import type { GoogleCredentials } from './google-credentials.ts'
import { googleToken } from './google-token.ts'
import { type Place, placeOf } from './place.ts'

/** Where a call goes, and what it may. */
export interface Access<O extends OperationName> {
  /** Its deployment has the token among its secrets, so that failures do not tell it. */
  readonly call: ProviderCall<O>
  readonly place: Place
  readonly headers: string[]
}

/** A request to a `path` under the place. */
export const requestTo = (
  { place, headers }: Pick<Access<OperationName>, 'place' | 'headers'>,
  path: string,
  body: string,
): TransportRequest => ({
  ...{ origin: place.origin, path: place.basePath + place.root + path },
  ...{ method: 'POST', headers, body },
})

/** Access to Vertex AI: by key in express mode, else by tokens, which are kept while they last. */
export class VertexAccess {
  readonly #tokens = new OAuthTokens()
  readonly #credentials: CredentialsSource

  constructor(read?: ReadFile) {
    this.#credentials = new CredentialsSource(read)
  }

  /** Opens an exchange with what `work` makes of the access; a token that is refused is not used again. */
  async with<O extends OperationName>(
    call: ProviderCall<O>,
    work: (access: Access<O>) => Promise<Exchange<O>>,
  ): Promise<Exchange<O>> {
    const { deployment } = call
    if (deployment.apiKey) {
      const headers = [...fixed, ...extraHeaders(deployment), 'x-goog-api-key', deployment.apiKey.reveal()]
      return work({ call, place: placeOf(deployment, undefined), headers })
    }
    const credentials = await whileWanted(this.#credentials.of(deployment), call.scope)
    const place = placeOf(deployment, credentials?.project_id)
    const key = JSON.stringify(credentials ?? null)
    const token = await this.#tokens.get(key, call, (runtime) => googleToken(runtime, credentials))
    const granted = withToken(deployment, token, credentials)
    const headers = [...fixed, ...extraHeaders(granted), 'authorization', `Bearer ${token.reveal()}`]
    try {
      return await work({ call: { ...call, deployment: granted }, place, headers })
    } catch (error) {
      if (ProviderError.is(error) && error.kind === 'authentication') {
        this.#tokens.forget(key, token)
        this.#credentials.forget(deployment)
      }
      throw error
    }
  }
}

const fixed = ['content-type', 'application/json', 'accept-encoding', 'identity']

/** The deployment as whoever serves it gets it: with its token, and with the project that a user's requests are billed to. */
function withToken(deployment: Deployment, token: Secret, credentials: GoogleCredentials | undefined): Deployment {
  const { secrets, settings } = deployment
  const project = credentials?.type === 'authorized_user' ? credentials.quota_project_id : undefined
  const stated = isJsonObject(settings['extra_headers']) ? settings['extra_headers'] : {}
  const billed = project ? { extra_headers: { ...stated, 'x-goog-user-project': project } } : {}
  return { ...deployment, secrets: { ...secrets, access_token: token }, settings: { ...settings, ...billed } }
}
