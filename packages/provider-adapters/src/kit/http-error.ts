import { type Deployment, type ErrorKind, ProviderError, type TransportHeaders } from '@turnout/core'
import { type ErrorBody, parseErrorBody } from './error-body.ts'
import { badRequestTexts, errorCodes } from './error-patterns.ts'
import { retryAfterMs } from './retry-after.ts'

/** An answer that is an error. */
export interface HttpFailure {
  readonly status: number
  readonly headers: TransportHeaders
  readonly body: string
  readonly wallMs: number
}

/** Structured codes first, then texts, then the status. The message is clipped and never holds the deployment's key. */
export function httpError(deployment: Deployment, { status, headers, body, wallMs }: HttpFailure): ProviderError {
  const said = parseErrorBody(body)
  const kind = kindOf(status, said)
  const retryAfter = retryAfterMs(headers, wallMs)
  const ours = kind === 'bad-request' || kind === 'context-window' || kind === 'content-policy'
  const safe = withoutKeys(deployment)
  return new ProviderError(kind, messageFor(kind, status, said, deployment), {
    upstreamStatus: status,
    ...(retryAfter === undefined ? {} : { retryAfterMs: retryAfter }),
    ...(kind === 'bad-request' && status === 422 ? { status } : {}),
    ...(kind === 'bad-request' && said.code !== undefined ? { code: safe(said.code) } : {}),
    ...(ours && said.param !== undefined ? { param: safe(said.param) } : {}),
    ...(status >= 300 && status < 400 ? { code: 'upstream_redirect_blocked' } : {}),
  })
}

function kindOf(status: number, { code, type, message }: ErrorBody): ErrorKind {
  const coded = errorCodes.get(code ?? '') ?? errorCodes.get(type ?? '')
  if (coded) return coded
  if (status === 400 || status === 413 || status === 422) {
    const matching = badRequestTexts.find(([, patterns]) => patterns.some((pattern) => pattern.test(message)))
    return matching?.[0] ?? 'bad-request'
  }
  return byStatus[status] ?? (status >= 400 && status < 500 ? 'bad-request' : 'server')
}

const byStatus: Readonly<Record<number, ErrorKind>> = {
  401: 'authentication',
  402: 'quota',
  403: 'authentication',
  404: 'not-found',
  408: 'timeout',
  409: 'unavailable',
  429: 'rate-limit',
  502: 'unavailable',
  503: 'unavailable',
  504: 'timeout',
  529: 'unavailable',
}

/** A provider's words on bad credentials may quote them, so they are not repeated. */
function messageFor(kind: ErrorKind, status: number, { message }: ErrorBody, deployment: Deployment): string {
  const { provider } = deployment
  if (kind === 'authentication') return `${provider} refused the credentials of this deployment (${status}).`
  const safe = clip(withoutKeys(deployment)(message))
  return safe === '' ? `${provider} answered ${status}.` : safe
}

const longestMessage = 500

/** After the keys are out, or half of one would be left at the end. */
const clip = (message: string): string =>
  message.length > longestMessage ? `${message.slice(0, longestMessage)}…` : message

/** Whatever a provider says, without the keys of the deployment in it. */
function withoutKeys({ apiKey, secrets }: Deployment): (text: string) => string {
  const keys = [apiKey, ...Object.values(secrets)].flatMap((secret) => (secret ? [secret.reveal()] : []))
  return (text) => keys.reduce((safe, key) => safe.replaceAll(key, '[secret]'), text)
}
