import { describe, expect, it } from 'vitest'
import type { ErrorKind } from './error-kind.ts'
import { type ErrorRow, errorTable } from './error-table.ts'

type Row = readonly [number, string, string, string, ErrorRow['retryHere'], boolean, boolean, ErrorRow['cools']]
const invalid = 'invalid_request_error'
const limit = 'rate_limit_error'
const upstream = 'upstream_error'
const overload = 'overloaded_error'

/** The published table: status, type, code, class, retry here, sibling, fall back, cools. */
const published: Readonly<Record<ErrorKind, Row>> = {
  'bad-request': [400, invalid, 'invalid_request', 'BadRequestError', 'no', false, false, 'never'],
  'unsupported-params': [400, invalid, 'unsupported_parameter', 'UnsupportedParamsError', 'no', true, false, 'never'],
  'model-not-found': [404, invalid, 'model_not_found', 'NotFoundError', 'no', false, false, 'never'],
  'context-window': [400, invalid, 'context_length_exceeded', 'ContextWindowExceededError', 'no', false, true, 'never'],
  'content-policy': [400, invalid, 'content_filter', 'ContentPolicyViolationError', 'no', false, true, 'never'],
  authentication: [502, upstream, 'upstream_auth_error', 'AuthenticationError', 'no', true, true, 'long'],
  'caller-authentication': [
    ...([401, 'authentication_error', 'invalid_api_key', 'AuthenticationError', 'no', false, false, 'never'] as const),
  ],
  'caller-permission': [
    ...([403, 'permission_error', 'permission_denied', 'PermissionDeniedError', 'no', false, false, 'never'] as const),
  ],
  'not-found': [404, invalid, 'model_not_found', 'NotFoundError', 'no', true, true, 'at-once'],
  'rate-limit': [429, limit, 'rate_limit_exceeded', 'RateLimitError', 'no-sibling', true, true, 'at-once'],
  quota: [429, 'insufficient_quota', 'insufficient_quota', 'RateLimitError', 'no', true, true, 'long'],
  timeout: [504, 'timeout_error', 'upstream_timeout', 'Timeout', 'yes', true, true, 'counted'],
  connection: [502, upstream, 'upstream_unreachable', 'APIConnectionError', 'yes', true, true, 'counted'],
  server: [502, upstream, 'upstream_error', 'InternalServerError', 'yes', true, true, 'counted'],
  unavailable: [503, overload, 'upstream_overloaded', 'ServiceUnavailableError', 'yes', true, true, 'counted'],
  cancelled: [499, 'cancelled', 'cancelled', 'APIConnectionError', 'no', false, false, 'never'],
  'none-available': [429, limit, 'no_deployment_available', 'RateLimitError', 'no', false, true, 'never'],
  overloaded: [503, overload, 'overloaded', 'ServiceUnavailableError', 'no', false, false, 'never'],
}
const rows = Object.entries(published) as [ErrorKind, Row][]

describe('errorTable', () => {
  it.each(rows)('says of %s what is published', (kind, row) => {
    const { status, type, code, className, retryHere, trySibling, fallBack, cools } = errorTable[kind]
    expect([status, type, code, className, retryHere, trySibling, fallBack, cools]).toEqual(row)
  })

  it('has no other kinds', () => {
    expect(Object.keys(errorTable).sort()).toEqual(Object.keys(published).sort())
  })

  it('lets only upstream and network failures touch the health of a deployment', () => {
    const touching = Object.values(errorTable).filter(({ cools }) => cools !== 'never')
    expect(new Set(touching.map(({ fault }) => fault))).toEqual(new Set(['upstream', 'network']))
  })

  it('blames nobody upstream for what the caller did', () => {
    const callers = Object.entries(errorTable).flatMap(([kind, { fault }]) => (fault === 'caller' ? [kind] : []))
    expect(callers).toEqual([
      ...['bad-request', 'unsupported-params', 'model-not-found', 'context-window', 'content-policy'],
      ...['caller-authentication', 'caller-permission', 'cancelled'],
    ])
  })
})
