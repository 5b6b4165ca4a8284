import type { IncomingTrace } from '@turnout/core'
import { cacheWishesOf } from '../cache/cache-wishes.ts'
import type { CallInit } from '../request-options.ts'

type Header = (name: string) => string | undefined

/** OpenAI's clients give up at once when their time is over; this much before it they can still be told why. */
const tellingMs = 250

/** What the request headers say: `x-turnout-*`, LiteLLM's spellings of them, and what OpenAI's clients tell. Nonsense is ignored; what is known besides is kept. */
export function callerOptions(
  header: Header,
  { requestId = requestIdIn(header), scope, signal, raw, caller }: CallInit = {},
): CallInit {
  const deadlineMs = number(header('x-turnout-deadline-ms'))
  const numRetries = number(header('x-turnout-num-retries') ?? header('x-litellm-num-retries'))
  const timeout = number(header('x-litellm-timeout'))
  const streamTimeout = number(header('x-litellm-stream-timeout'))
  const clientTimeout = number(header('x-stainless-timeout'))
  const retryCount = number(header('x-stainless-retry-count'))
  const cacheControl = header('cache-control')
  const tags = header('x-turnout-tags') ?? header('x-litellm-tags')
  return {
    deadlineMs: deadlineMs || undefined,
    numRetries: numRetries === undefined ? undefined : Math.floor(numRetries),
    timeoutMs: timeout ? timeout * 1000 : undefined,
    streamTimeoutMs: streamTimeout ? streamTimeout * 1000 : undefined,
    clientTimeoutMs: clientTimeout ? clientTimeout * 1000 - Math.min(tellingMs, clientTimeout * 500) : undefined,
    isRetry: retryCount === undefined ? undefined : retryCount > 0,
    tags: tags === undefined ? undefined : tagsIn(tags),
    requestId,
    scope,
    signal,
    raw,
    caller,
    cache: cacheControl === undefined ? undefined : cacheWishesOf(cacheControl),
    trace: traceIn(header),
    explain: wantsExplanation(header) || undefined,
  }
}

/** Whether the answer is to say how it came about. */
export function wantsExplanation(header: Header): boolean {
  const wish = header('x-turnout-explain') ?? header('x-litellm-explain')
  return wish === '1' || wish === 'true'
}

/** W3C Trace Context, section 3.2: what is not written as it says begins no trace. Versions to come may have more at the end. */
const traceparentForm = /^(?!ff)[\da-f]{2}-(?!0{32})[\da-f]{32}-(?!0{16})[\da-f]{16}-[\da-f]{2}(?:-[\x21-\x7e]{0,64})?$/
/** Section 3.3.1.5: so much has to be passed on. */
const tracestateForm = /^[\x20-\x7e]{1,512}$/

function traceIn(header: Header): IncomingTrace | undefined {
  const traceparent = header('traceparent')
  if (traceparent === undefined || !traceparentForm.test(traceparent)) return undefined
  const tracestate = header('tracestate')
  return {
    traceparent,
    tracestate: tracestate !== undefined && tracestateForm.test(tracestate) ? tracestate : undefined,
  }
}

/** What the caller calls its request, if that is a name. */
export function requestIdIn(header: Header): string | undefined {
  const id = header('x-request-id')
  return id !== undefined && /^[\x21-\x7e]{1,128}$/.test(id) ? id : undefined
}

const tagsIn = (list: string): readonly string[] => list.split(',').flatMap((tag) => tag.trim() || [])

function number(text: string | undefined): number | undefined {
  const value = text === undefined || text === '' ? Number.NaN : Number(text)
  return value >= 0 && value < 1e10 ? value : undefined
}
