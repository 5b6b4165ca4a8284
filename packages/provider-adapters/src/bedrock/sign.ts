import { AwsV4Signer } from 'aws4fetch'
import type { AwsCredentials } from './credentials.ts'

/** What is signed: exactly what is sent. */
export interface SignedRequest {
  readonly method: string
  /** Escaped as it goes on the wire; the signature escapes it once more. */
  readonly url: string
  readonly headers?: readonly (readonly [name: string, value: string])[]
  readonly body: string
}

/** Who may, where and when. */
export interface SigningScope {
  readonly credentials: AwsCredentials
  readonly region: string
  readonly service: string
  readonly wallMs: number
}

/**
 * The headers of AWS Signature Version 4 that go with a request (IAM User Guide, "Create a signed AWS API request"),
 * flat; the ones that were given are signed and among them.
 */
export async function signatureHeaders(request: SignedRequest, scope: SigningScope): Promise<string[]> {
  const { accessKeyId, secretAccessKey, sessionToken } = scope.credentials
  const signed = await new AwsV4Signer({
    ...{ method: request.method, url: request.url, body: request.body, accessKeyId, secretAccessKey },
    ...(sessionToken ? { sessionToken } : {}),
    headers: (request.headers ?? []).map(([name, value]): [string, string] => [name, value]),
    ...{ region: scope.region, service: scope.service, datetime: compactTime(scope.wallMs), allHeaders: true },
  }).sign()
  return [...signed.headers].flat()
}

/** ISO 8601, "basic": 20150830T123600Z. */
const compactTime = (wallMs: number): string => new Date(wallMs).toISOString().replace(/[-:]|\.\d{3}/g, '')
