import { type CancelScope, isJsonObject, type OperationName, type RequestOf } from '@turnout/core'
import { invalidValue } from './invalid-value.ts'
import { type MockOptions, mockOptions, mockParams } from './mock-options.ts'
import { refuseParams } from './refused-params.ts'
import { type FallbackList, type FallbackWishes, mostFallbacks } from './requested-fallbacks.ts'

/** What a caller may say of one request, besides the request. */
export interface CallInit extends FallbackWishes {
  /** Cancels the request, at any time. */
  readonly signal?: AbortSignal
  /** The same, for those who have many requests and want it cheaper. */
  readonly scope?: CancelScope
  /** Bounds the whole request, waits included. */
  readonly deadlineMs?: number
  /** How long the caller itself will wait for an answer to begin: a deadline until the first content. */
  readonly clientTimeoutMs?: number
  /** Bounds one plain attempt, and where `streamTimeoutMs` is not set a stream's first content and silences. */
  readonly timeoutMs?: number
  /** Bounds a stream's first content, and its silences after it. */
  readonly streamTimeoutMs?: number
  readonly numRetries?: number
  readonly disableFallbacks?: boolean
  readonly maxFallbacks?: number
  readonly tags?: readonly string[]
  /** Where it may be served, where regions are looked at. */
  readonly region?: string
  readonly requestId?: string
  /**
   * Whether it is the caller's own retry of a request that failed. A caller who tells is taken to retry what may be
   * retried, and that is counted against the retry budget.
   */
  readonly isRetry?: boolean
  /** LiteLLM's mocks, where `allowMockTesting` is on. */
  readonly mock?: MockOptions
  /** The request as JSON, where it came as that: what a provider need not have changed passes on to the letter. */
  readonly raw?: Uint8Array
}

export interface Separated<O extends OperationName> {
  readonly request: RequestOf<O>
  readonly init: CallInit
}

/** Body parameters that are for the router (LiteLLM's names), and never go to a provider. */
const ours: readonly string[] = [
  ...['num_retries', 'timeout', 'stream_timeout', 'request_timeout', 'tags', 'cache', 'allowed_model_region'],
  ...['fallbacks', 'context_window_fallbacks', 'content_policy_fallbacks', 'disable_fallbacks', 'max_fallbacks'],
  ...[
    'cooldown_time',
    'allowed_fails',
    'allowed_fails_policy',
    'retry_policy',
    'model_group_retry_policy',
    'max_retries',
  ],
  ...['litellm_metadata', 'litellm_params', 'litellm_call_id', 'litellm_trace_id', 'litellm_session_id'],
  ...mockParams,
]

/** Takes the router's parameters out of a request. `init` wins over the body. */
export function separate<O extends OperationName>(request: RequestOf<O>, init: CallInit): Separated<O> {
  const body: Readonly<Record<string, unknown>> = request
  refuseParams(body)
  if (!ours.some((param) => body[param] !== undefined)) {
    const tags = metadataTags(body)
    return { request, init: tags ? { tags, ...init } : init }
  }
  const rest = { ...request } as Record<string, unknown>
  for (const param of ours) delete rest[param]
  return { request: rest as RequestOf<O>, init: { ...fromBody(body), ...init } }
}

const fromBody = (body: Body): CallInit =>
  present({
    numRetries: whole(body, 'num_retries'),
    timeoutMs: milliseconds(body, 'timeout') ?? milliseconds(body, 'request_timeout'),
    streamTimeoutMs: milliseconds(body, 'stream_timeout'),
    fallbacks: list(body, 'fallbacks'),
    contextWindowFallbacks: list(body, 'context_window_fallbacks'),
    contentPolicyFallbacks: list(body, 'content_policy_fallbacks'),
    disableFallbacks: body['disable_fallbacks'] === true || body['disable_fallbacks'] === 'true' || undefined,
    maxFallbacks: whole(body, 'max_fallbacks'),
    tags: names(body, 'tags') ?? metadataTags(body),
    region: typeof body['allowed_model_region'] === 'string' ? body['allowed_model_region'] : undefined,
    mock: mockOptions(body),
  })

type Body = Readonly<Record<string, unknown>>

const present = (init: { [K in keyof CallInit]: CallInit[K] | undefined }): CallInit =>
  Object.fromEntries(Object.entries(init).filter(([, value]) => value !== undefined))

const isUnset = (value: unknown): boolean => value === undefined || value === null

/** LiteLLM's other places for tags; the provider gets its metadata as it is. */
function metadataTags({ metadata, litellm_metadata }: Body): readonly string[] | undefined {
  for (const place of [metadata, litellm_metadata]) {
    const tags = isJsonObject(place) ? place['tags'] : undefined
    if (Array.isArray(tags)) return tags.filter((tag) => typeof tag === 'string')
  }
  return undefined
}

function whole(body: Body, param: string): number | undefined {
  const value = body[param]
  if (isUnset(value)) return undefined
  if (typeof value === 'number' && Number.isInteger(value) && value >= 0) return value
  throw invalidValue(param, 'a whole number, 0 or more')
}

/** Seconds; 0 says nothing. */
function milliseconds(body: Body, param: string): number | undefined {
  const value = body[param]
  if (isUnset(value) || value === 0) return undefined
  if (typeof value === 'number' && value > 0 && value < 1e7) return value * 1000
  throw invalidValue(param, 'a number of seconds')
}

function list(body: Body, param: string): FallbackList | undefined {
  const value = body[param]
  if (isUnset(value)) return undefined
  if (Array.isArray(value) && value.every((entry) => typeof entry === 'string' || isMap(entry)))
    if (value.length <= mostFallbacks) return value
  throw invalidValue(param, `a list of at most ${mostFallbacks} names`)
}

const isMap = (entry: unknown): boolean => typeof entry === 'object' && entry !== null && !Array.isArray(entry)

function names(body: Body, param: string): readonly string[] | undefined {
  const value = body[param]
  if (isUnset(value)) return undefined
  if (Array.isArray(value) && value.every((entry) => typeof entry === 'string')) return value
  throw invalidValue(param, 'a list of names')
}
