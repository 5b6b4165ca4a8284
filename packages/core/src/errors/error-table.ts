import type { ErrorKind } from './error-kind.ts'

/** Whose doing a failure is. Only `upstream` and `network` failures may touch a deployment's health. */
export type Fault = 'caller' | 'upstream' | 'network' | 'router'

export interface ErrorRow {
  /** The status the client gets. */
  readonly status: number
  /** OpenAI's word for `error.type`. */
  readonly type: string
  /** `error.code` where the provider sent none that OpenAI knows. */
  readonly code: string
  /** LiteLLM's exception class, as named in retry and fallback policies. */
  readonly className: string
  readonly fault: Fault
  /** Another try at the same deployment: always, or only while no sibling is untried. */
  readonly retryHere: 'yes' | 'no' | 'no-sibling'
  readonly trySibling: boolean
  readonly fallBack: boolean
  readonly cools: 'never' | 'counted' | 'at-once' | 'long'
}

const caller = { fault: 'caller', retryHere: 'no', trySibling: false, fallBack: false, cools: 'never' } as const
const health = { retryHere: 'yes', trySibling: true, fallBack: true, cools: 'counted' } as const
const broken = { fault: 'upstream', retryHere: 'no', trySibling: true, fallBack: true, cools: 'long' } as const
const invalid = 'invalid_request_error'

/** The failures table: kind → what the client gets and what the router does. Published in docs/reference/errors.md. */
export const errorTable: Readonly<Record<ErrorKind, ErrorRow>> = {
  'bad-request': { status: 400, type: invalid, code: 'invalid_request', className: 'BadRequestError', ...caller },
  'unsupported-params': {
    ...{ status: 400, type: invalid, code: 'unsupported_parameter', className: 'UnsupportedParamsError' },
    ...{ ...caller, trySibling: true },
  },
  'model-not-found': { status: 404, type: invalid, code: 'model_not_found', className: 'NotFoundError', ...caller },
  'context-window': {
    ...{ status: 400, type: invalid, code: 'context_length_exceeded', className: 'ContextWindowExceededError' },
    ...{ ...caller, fallBack: true },
  },
  'content-policy': {
    ...{ status: 400, type: invalid, code: 'content_filter', className: 'ContentPolicyViolationError' },
    ...{ ...caller, fallBack: true },
  },
  authentication: {
    ...{ status: 502, type: 'upstream_error', code: 'upstream_auth_error', className: 'AuthenticationError' },
    ...broken,
  },
  'caller-authentication': {
    ...{ status: 401, type: 'authentication_error', code: 'invalid_api_key', className: 'AuthenticationError' },
    ...caller,
  },
  'caller-permission': {
    ...{ status: 403, type: 'permission_error', code: 'permission_denied', className: 'PermissionDeniedError' },
    ...caller,
  },
  'not-found': {
    ...{ status: 404, type: invalid, code: 'model_not_found', className: 'NotFoundError' },
    ...{ ...broken, cools: 'at-once' },
  },
  'rate-limit': {
    ...{ status: 429, type: 'rate_limit_error', code: 'rate_limit_exceeded', className: 'RateLimitError' },
    ...{ fault: 'upstream', retryHere: 'no-sibling', trySibling: true, fallBack: true, cools: 'at-once' },
  },
  quota: {
    ...{ status: 429, type: 'insufficient_quota', code: 'insufficient_quota', className: 'RateLimitError' },
    ...broken,
  },
  timeout: {
    ...{ status: 504, type: 'timeout_error', code: 'upstream_timeout', className: 'Timeout' },
    ...{ fault: 'upstream', ...health },
  },
  connection: {
    ...{ status: 502, type: 'upstream_error', code: 'upstream_unreachable', className: 'APIConnectionError' },
    ...{ fault: 'network', ...health },
  },
  server: {
    ...{ status: 502, type: 'upstream_error', code: 'upstream_error', className: 'InternalServerError' },
    ...{ fault: 'upstream', ...health },
  },
  unavailable: {
    ...{ status: 503, type: 'overloaded_error', code: 'upstream_overloaded', className: 'ServiceUnavailableError' },
    ...{ fault: 'upstream', ...health },
  },
  cancelled: { status: 499, type: 'cancelled', code: 'cancelled', className: 'APIConnectionError', ...caller },
  'none-available': {
    ...{ status: 429, type: 'rate_limit_error', code: 'no_deployment_available', className: 'RateLimitError' },
    ...{ fault: 'router', retryHere: 'no', trySibling: false, fallBack: true, cools: 'never' },
  },
  overloaded: {
    ...{ status: 503, type: 'overloaded_error', code: 'overloaded', className: 'ServiceUnavailableError' },
    ...{ ...caller, fault: 'router' },
  },
}
