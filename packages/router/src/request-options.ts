import {
  type CancelScope,
  type IncomingTrace,
  isJsonObject,
  type OperationName,
  type ParamSettings,
  type RequestOf,
} from '@turnout/core'
import { type CacheWishes, cacheParams, cacheWishesIn } from './cache/cache-wishes.ts'
import { invalidValue } from './invalid-value.ts'
import { type MockOptions, mockOptions, mockParams } from './mock-options.ts'
import { paramSettings, paramsIn } from './params/params-in.ts'
import { refusedParams, refuseParams } from './refused-params.ts'
import { type FallbackList, type FallbackWishes, mostFallbacks } from './requested-fallbacks.ts'

/** What a caller may say of one request, besides the request. */
export interface CallInit extends FallbackWishes {
  /** Cancels the request, at any time. */
  readonly signal?: AbortSignal | undefined
  /** The same, for those who have many requests and want it cheaper. */
  readonly scope?: CancelScope | undefined
  /** Bounds the whole request, waits included. */
  readonly deadlineMs?: number | undefined
  /** How long the caller itself will wait for an answer to begin: a deadline until the first content. */
  readonly clientTimeoutMs?: number | undefined
  /** Bounds one plain attempt, and where `streamTimeoutMs` is not set a stream's first content and silences. */
  readonly timeoutMs?: number | undefined
  /** Bounds a stream's first content, and its silences after it. */
  readonly streamTimeoutMs?: number | undefined
  readonly numRetries?: number | undefined
  readonly disableFallbacks?: boolean | undefined
  readonly maxFallbacks?: number | undefined
  readonly tags?: readonly string[] | undefined
  /** Where it may be served, where regions are looked at. */
  readonly region?: string | undefined
  readonly requestId?: string | undefined
  /**
   * Whether it is the caller's own retry of a request that failed. A caller who tells is taken to retry what may be
   * retried, and that is counted against the retry budget.
   */
  readonly isRetry?: boolean | undefined
  /** What becomes of parameters that a model does not have; before what the configuration says. */
  readonly params?: ParamSettings | undefined
  /** What it wants of the response cache; nothing where answers are not kept. */
  readonly cache?: CacheWishes | undefined
  /** Who calls, by a key or a name: kept answers are only for the same caller, unless the cache is shared. */
  readonly caller?: string | undefined
  /** `traceparent` and `tracestate` as they came with it, where callbacks trace. */
  readonly trace?: IncomingTrace | undefined
  /** Everything about it is wanted: the reply, or the error, has a decision record when it is over. */
  readonly explain?: boolean | undefined
  /** LiteLLM's mocks, where `allowMockTesting` is on. */
  readonly mock?: MockOptions | undefined
  /** The request's JSON text, where it came as that: what a provider need not have changed passes on to the letter. */
  readonly raw?: string | undefined
}

export interface Separated<O extends OperationName> {
  readonly request: RequestOf<O>
  readonly init: CallInit
}

/** Body parameters that are for the router (LiteLLM's names), and never go to a provider. */
const ours: readonly string[] = [
  ...['num_retries', 'timeout', 'stream_timeout', 'request_timeout', 'tags', 'allowed_model_region'],
  ...cacheParams,
  ...['fallbacks', 'context_window_fallbacks', 'content_policy_fallbacks', 'disable_fallbacks', 'max_fallbacks'],
  ...[
    'cooldown_time',
    'allowed_fails',
    'allowed_fails_policy',
    'retry_policy',
    'model_group_retry_policy',
    'max_retries',
  ],
  ...paramSettings,
  ...['litellm_metadata', 'litellm_params', 'litellm_call_id', 'litellm_trace_id', 'litellm_session_id'],
  ...mockParams,
]

/** Takes the router's parameters out of a request. `init` wins over the body. */
export function separate<O extends OperationName>(request: RequestOf<O>, init: CallInit): Separated<O> {
  const body: Readonly<Record<string, unknown>> = request
  if (isPlain(body)) return { request, init }
  refuseParams(body)
  if (!ours.some((param) => body[param] !== undefined)) {
    const tags = metadataTags(body)
    return { request, init: tags ? { tags, ...known(init) } : init }
  }
  const rest = { ...request } as Record<string, unknown>
  for (const param of ours) delete rest[param]
  const [said, wishes] = [fromBody(body), known(init)]
  // One may say one thing of the cache, and the other another: both count.
  const cache = said.cache && wishes.cache ? { cache: { ...said.cache, ...wishes.cache } } : {}
  return { request: rest as RequestOf<O>, init: { ...said, ...wishes, ...cache } }
}

const noteworthy: ReadonlySet<string> = new Set([...ours, ...refusedParams, 'metadata', 'litellm_metadata'])

/** Most requests have nothing in them that is for the router. */
function isPlain(body: Body): boolean {
  for (const param in body) if (noteworthy.has(param)) return false
  return true
}

/** Without what is not said, so that it does not hide what somebody else says. */
const known = (init: CallInit): CallInit => present(init)

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
    params: paramsIn(body),
    cache: cacheWishesIn(body),
    mock: mockOptions(body),
  })

type Body = Readonly<Record<string, unknown>>

const present = (init: CallInit): CallInit =>
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
