import { type Deployment, type ErrorKind, ProviderError, type TransportHeaders } from '@turnout/core'
import { type ErrorBody, parseErrorBody } from './error-body.ts'
import { ruleFor } from './error-rule.ts'
import { errorRules } from './error-rules.ts'
import { retryAfterMs, retryAfterTextMs } from './retry-after.ts'
import { kindOfStatus } from './status-kinds.ts'
import { withoutSecrets } from './without-secrets.ts'

/** An answer that is an error. */
export interface HttpFailure {
  readonly status: number
  readonly headers: TransportHeaders
  readonly body: string
  readonly wallMs: number
}

/**
 * What an error means: what the configuration says of it (`error_patterns`), then the table of rules, then the status. The
 * message is clipped, and holds nothing of the deployment's credentials.
 */
export function httpError(deployment: Deployment, { status, headers, body, wallMs }: HttpFailure): ProviderError {
  const said = parseErrorBody(body, headers)
  const { provider, errorPatterns = [] } = deployment
  const seen = { provider, status, said }
  const start = { ...said, message: said.message.slice(0, longestConfigured) }
  const rule = ruleFor(errorPatterns, { ...seen, said: start }) ?? ruleFor(errorRules, seen)
  const kind = rule?.kind ?? kindOfStatus(status)
  const ours = kind === 'bad-request' || kind === 'context-window' || kind === 'content-policy'
  const safe = withoutSecrets(deployment)
  const waitMs = longest(retryAfterMs(headers, wallMs), isLimit(kind) ? bodyWaitMs(said) : undefined)
  const hopeless = rule?.worthRetrying === false || (!ours && headers['x-should-retry'] === 'false' && mayHelp(status))
  return new ProviderError(kind, messageFor(kind, status, said, deployment), {
    upstreamStatus: status,
    ...(waitMs === undefined ? {} : { retryAfterMs: waitMs }),
    ...(rule?.fault === undefined ? {} : { fault: rule.fault }),
    ...(hopeless ? { worthRetrying: false } : {}),
    ...(kind === 'bad-request' && status === 422 ? { status } : {}),
    ...(kind === 'bad-request' && said.code !== undefined ? { code: clip(safe(said.code)) } : {}),
    ...(ours && said.param !== undefined ? { param: clip(safe(said.param)) } : {}),
    ...(status >= 300 && status < 400 ? { code: 'upstream_redirect_blocked' } : {}),
  })
}

/** So much of a message is looked at with expressions of others: as much as `slow-expression.ts` in config-loader counts on. */
const longestConfigured = 500

const isLimit = (kind: ErrorKind): boolean => kind === 'rate-limit' || kind === 'quota' || kind === 'unavailable'

/** Statuses after which another try is usual, so that it says something where one is not wanted. */
const mayHelp = (status: number): boolean => status === 408 || status === 409 || status === 429 || status >= 500

const bodyWaitMs = ({ retryMs, message }: ErrorBody): number | undefined => longest(retryMs, retryAfterTextMs(message))

const longest = (some: number | undefined, more: number | undefined): number | undefined =>
  some === undefined ? more : Math.max(some, more ?? 0)

/** A provider's words on bad credentials may quote them, so they are not repeated. */
function messageFor(kind: ErrorKind, status: number, { message }: ErrorBody, deployment: Deployment): string {
  const { provider } = deployment
  if (kind === 'authentication') return `${provider} refused the credentials of this deployment (${status}).`
  const safe = clip(withoutSecrets(deployment)(message))
  return safe === '' ? `${provider} answered ${status}.` : safe
}

const longestMessage = 500

/** After the secrets are out, or half of one would be left at the end. */
const clip = (text: string): string => (text.length > longestMessage ? `${text.slice(0, longestMessage)}…` : text)
