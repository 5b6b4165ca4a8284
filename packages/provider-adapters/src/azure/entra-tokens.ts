import { type Deployment, type OperationName, type ProviderCall, ProviderError, Secret } from '@turnout/core'
import { misconfigured } from '../kit/misconfigured.ts'
import { OAuthTokens } from '../kit/oauth-token.ts'
import { requestToken } from '../kit/request-token.ts'
import { whileWanted } from '../kit/while-wanted.ts'
import type { TokenSource } from '../openai-compatible/token-source.ts'

/** Azure OpenAI's own; newer documents name `https://ai.azure.com/.default` too. */
const usualScope = 'https://cognitiveservices.azure.com/.default'
const usualAuthority = 'https://login.microsoftonline.com'

/** Gives Entra tokens by means of the application's own, for example those of Azure's identity library. */
export type AzureAdTokenProvider = () => Promise<string>

export interface Client {
  readonly authority: string
  readonly tenant: string
  readonly id: string
  readonly secret: string
  readonly scope: string
}

const textIn = (settings: Deployment['settings'], name: string): string | undefined => {
  const value = settings[name]
  return typeof value === 'string' && value !== '' ? value : undefined
}

/** The client credentials of a deployment; undefined where it has not all three. */
export function clientOf({ settings, secrets }: Deployment): Client | undefined {
  const [tenant, id] = [textIn(settings, 'tenant_id'), textIn(settings, 'client_id')]
  const secret = secrets['client_secret']
  if (!tenant || !id || !secret) return undefined
  const scope = textIn(settings, 'azure_scope') ?? usualScope
  const authority = textIn(settings, 'azure_authority_host') ?? usualAuthority
  return { authority, tenant, id, secret: secret.reveal(), scope }
}

/**
 * Entra tokens by client credentials, where a deployment has those and no token of its own; else those of `provider`,
 * where it has no key either. (Microsoft identity platform, "OAuth 2.0 client credentials flow", "Get a token".)
 */
export function entraTokens(provider?: AzureAdTokenProvider): TokenSource {
  const tokens = new OAuthTokens()
  return {
    tokenFor(call) {
      const { deployment } = call
      if (deployment.secrets['azure_ad_token']) return undefined
      const client = clientOf(deployment)
      if (client) return tokens.get(keyOf(client), call, (runtime) => requestToken(runtime, grantOf(client)))
      return provider && !deployment.apiKey ? whileWanted(providedBy(provider), call.scope) : undefined
    },
    refused({ deployment }: ProviderCall<OperationName>, token) {
      const client = clientOf(deployment)
      if (client) tokens.forget(keyOf(client), token)
    },
  }
}

async function providedBy(provider: AzureAdTokenProvider): Promise<Secret> {
  try {
    return new Secret(await provider())
  } catch (cause) {
    throw new ProviderError('connection', 'The azureAdTokenProvider gave no token.', { sent: false, cause })
  }
}

const keyOf = ({ authority, tenant, id, secret, scope }: Client): string =>
  JSON.stringify([authority, tenant, id, secret, scope])

function grantOf({ authority, tenant, id, secret, scope }: Client) {
  const parsed = URL.parse(authority)
  if (!parsed) throw misconfigured('The azure_authority_host of a deployment is not a URL.')
  const { origin, pathname } = parsed
  const form = { grant_type: 'client_credentials', client_id: id, client_secret: secret, scope }
  return {
    ...{
      origin,
      path: `${pathname.replace(/\/+$/, '')}/${encodeURIComponent(tenant)}/oauth2/v2.0/token`,
      method: 'POST' as const,
    },
    headers: ['content-type', 'application/x-www-form-urlencoded', 'accept', 'application/json'],
    body: new URLSearchParams(form).toString(),
  }
}
