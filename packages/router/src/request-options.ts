import type { CancelScope, OperationName, RequestOf } from '@turnout/core'
import { isJsonObject, TurnoutError } from '@turnout/core'

/** What a caller may say of one request, besides the request. */
export interface CallInit {
  /** Cancels the request, at any time. */
  readonly signal?: AbortSignal
  /** The same, for those who have many requests and want it cheaper. */
  readonly scope?: CancelScope
  /** Bounds the whole request, waits included. */
  readonly deadlineMs?: number
  /** Bounds one attempt. */
  readonly timeoutMs?: number
  readonly numRetries?: number
  /** Groups to fall back to, instead of the configured ones. */
  readonly fallbacks?: readonly string[]
  readonly disableFallbacks?: boolean
  readonly tags?: readonly string[]
  readonly requestId?: string
  /** The request as JSON, where it came as that: what a provider need not have changed passes on to the letter. */
  readonly raw?: Uint8Array
}

export interface Separated<O extends OperationName> {
  readonly request: RequestOf<O>
  readonly init: CallInit
}

/** Body parameters that are for the router (LiteLLM's names), and never go to a provider. */
const ours = ['num_retries', 'fallbacks', 'disable_fallbacks', 'timeout', 'tags', 'cache'] as const

/** A caller's own key or address would join the shared pool, so it is refused. */
const refused = ['api_key', 'api_base', 'base_url', 'user_config'] as const

/** Takes the router's parameters out of a request. `init` wins over the body. */
export function separate<O extends OperationName>(request: RequestOf<O>, init: CallInit): Separated<O> {
  const body: Readonly<Record<string, unknown>> = request
  for (const param of refused)
    if (body[param] !== undefined)
      throw new TurnoutError('bad-request', `The parameter ${param} may not be set by a request.`, {
        code: 'parameter_not_allowed',
        param,
      })
  if (!ours.some((param) => body[param] !== undefined)) return { request, init }
  const rest = { ...request } as Record<string, unknown>
  for (const param of ours) delete rest[param]
  return { request: rest as RequestOf<O>, init: { ...fromBody(body), ...init } }
}

function fromBody(body: Readonly<Record<string, unknown>>): CallInit {
  const numRetries = whole(body, 'num_retries')
  const timeout = positive(body, 'timeout')
  const fallbacks = names(body, 'fallbacks')
  const tags = names(body, 'tags')
  return {
    ...(numRetries === undefined ? {} : { numRetries }),
    ...(timeout === undefined ? {} : { timeoutMs: timeout * 1000 }),
    ...(fallbacks === undefined ? {} : { fallbacks }),
    ...(tags === undefined ? {} : { tags }),
    ...(body['disable_fallbacks'] === true ? { disableFallbacks: true } : {}),
  }
}

type Body = Readonly<Record<string, unknown>>

const isUnset = (value: unknown): boolean => value === undefined || value === null

function whole(body: Body, param: string): number | undefined {
  const value = body[param]
  if (isUnset(value)) return undefined
  if (typeof value === 'number' && Number.isInteger(value) && value >= 0) return value
  throw wrong(param, 'a whole number, 0 or more')
}

function positive(body: Body, param: string): number | undefined {
  const value = body[param]
  if (isUnset(value)) return undefined
  if (typeof value === 'number' && value > 0 && value < 1e7) return value
  throw wrong(param, 'a number of seconds')
}

function names(body: Body, param: string): readonly string[] | undefined {
  const value = body[param]
  if (isUnset(value)) return undefined
  if (Array.isArray(value)) {
    const list = value.map((entry: unknown) => (isJsonObject(entry) ? entry['model'] : entry))
    if (list.every((entry) => typeof entry === 'string')) return list
  }
  throw wrong(param, 'a list of names')
}

const wrong = (param: string, expected: string): TurnoutError =>
  new TurnoutError('bad-request', `Invalid value for '${param}': expected ${expected}.`, {
    code: 'invalid_value',
    param,
  })
