import { sign } from 'node:crypto'
import { misconfigured } from '../kit/misconfigured.ts'
import type { GoogleCredentials } from './google-credentials.ts'

type ServiceAccount = Extract<GoogleCredentials, { type: 'service_account' }>

/** What a token is for. */
const cloudPlatform = 'https://www.googleapis.com/auth/cloud-platform'

const lifetimeS = 3_600

/**
 * A service account's claim to a token: a JWT signed with its key (RFC 7523; Google Identity, "Using OAuth 2.0 for Server
 * to Server Applications", "Creating a JWT").
 */
export function signedAssertion(account: ServiceAccount, wallMs: number): string {
  const { client_email: iss, token_uri: aud, private_key: key, private_key_id: kid } = account
  const iat = Math.floor(wallMs / 1_000)
  const header = { alg: 'RS256', typ: 'JWT', ...(kid === undefined ? {} : { kid }) }
  const claims = { iss, scope: cloudPlatform, aud, iat, exp: iat + lifetimeS }
  const signed = `${encoded(header)}.${encoded(claims)}`
  return `${signed}.${signatureOf(signed, key).toString('base64url')}`
}

const encoded = (part: object): string => Buffer.from(JSON.stringify(part)).toString('base64url')

/** A key is not quoted in what is said of it. Some keep their line ends as `\n` in two characters. */
function signatureOf(text: string, key: string): Buffer {
  try {
    return sign('RSA-SHA256', Buffer.from(text), key.replaceAll('\\n', '\n'))
  } catch {
    throw misconfigured('The private_key of a Google service account cannot be read.')
  }
}
