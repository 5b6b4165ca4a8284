import { isJsonObject, type JsonObject, type TransportHeaders } from '@turnout/core'
import { parseJson } from './parse-json.ts'
import { longestWaitMs } from './retry-after.ts'

/** What a provider's error says, whatever its shape. */
export interface ErrorBody {
  readonly message: string
  /** What the provider calls it, where that is more than a status. */
  readonly code?: string
  readonly param?: string
  /** Everything that names the error: codes, types, classes, reasons. */
  readonly words: readonly string[]
  /** How long to wait, in ms, as Google's `RetryInfo` says it. */
  readonly retryMs?: number
  /** The status in the body: all there is where an error comes inside a 200. */
  readonly status?: number
}

/**
 * Reads the shapes in use: `{error:{message,type,code,param}}` (OpenAI and most), `{error:"text",code}` (xAI, Ollama),
 * `{message}` (Cohere, AWS), `{detail}` (Mistral, and lists of problems as FastAPI writes them), `{errors:[{…}]}`
 * (watsonx), `{error:{status,details:[{reason,retryDelay}]}}` (google.rpc.Status), `{error:{metadata:{raw}}}`
 * (OpenRouter: what the provider behind it said); an array of one; else the text itself, if it is not a page.
 */
export function parseErrorBody(body: string, headers: TransportHeaders = {}): ErrorBody {
  const parsed = parseJson(body)
  const value = Array.isArray(parsed) ? parsed[0] : parsed
  const classes = classesIn(headers)
  if (!isJsonObject(value)) return { message: /^\s*</.test(body) ? '' : body.trim(), words: classes }
  const first = firstOf(value['errors'])
  const inner = isJsonObject(value['error']) ? value['error'] : (first ?? value)
  const behind = rawBehind(inner)
  const details = objectsIn(inner['details'])
  const problem = firstOf(inner['detail']) ?? firstOf(objectOf(inner['message'])?.['detail'])
  const code = wordsIn([inner['code'], value['code']])[0]
  const param = textIn(inner['param']) ?? placeOf(problem)
  const status = statusIn(inner)
  const retryMs = retryDelayMs(details)
  const words = [
    ...(behind?.words ?? []),
    ...wordsIn([inner['code'], value['code'], inner['type'], inner['status'], value['error_type'], value['type']]),
    ...wordsIn([value['error_code'], value['__type'], objectOf(inner['innererror'])?.['code']]),
    ...wordsIn([objectOf(inner['details'])?.['error_code'], ...details.map(({ reason }) => reason)]),
    ...details.flatMap(quotasIn),
    ...(isFilled(objectOf(inner['metadata'])?.['reasons']) ? ['moderation'] : []),
    ...classes,
  ]
  return {
    message: behind?.message || messageOf(inner, value, problem),
    words: [...new Set(words)],
    ...(code === undefined ? {} : { code }),
    ...(param === undefined ? {} : { param }),
    ...(status === undefined ? {} : { status }),
    ...(retryMs === undefined ? {} : { retryMs }),
  }
}

const messageOf = (inner: JsonObject, value: JsonObject, problem: JsonObject | undefined): string =>
  firstText(inner['message'], inner['Message'], value['error'], inner['detail'], value['message'], problem?.['msg']) ??
  ''

/** AWS says the class in a header: `ValidationException:http://…` (Smithy, "AWS JSON protocols", error serialization). */
const classesIn = (headers: TransportHeaders): readonly string[] =>
  wordsIn([headers['x-amzn-errortype']].flat().map((text) => text?.split(':')[0]))

/** Words as they are, and without what stands before `#`; a code that only repeats a status says nothing. */
const wordsIn = (values: readonly unknown[]): readonly string[] =>
  values.flatMap((value) => {
    const word = typeof value === 'number' ? String(value) : value
    if (typeof word !== 'string' || word === '' || /^[1-5]\d\d$/.test(word)) return []
    return [word.slice(word.lastIndexOf('#') + 1)]
  })

function statusIn(error: JsonObject): number | undefined {
  const status = [error['code'], error['status_code'], error['status']].map((value) => Number(textIn(value)))
  return status.find((each) => Number.isInteger(each) && each >= 400 && each < 600)
}

const objectOf = (value: unknown): JsonObject | undefined => (isJsonObject(value) ? value : undefined)
const objectsIn = (value: unknown): readonly JsonObject[] => (Array.isArray(value) ? value.filter(isJsonObject) : [])
const firstOf = (value: unknown): JsonObject | undefined => objectsIn(value)[0]
const isFilled = (value: unknown): boolean => Array.isArray(value) && value.length > 0
const textIn = (value: unknown): string | undefined =>
  (typeof value === 'string' && value !== '') || typeof value === 'number' ? String(value) : undefined

const firstText = (...values: unknown[]): string | undefined =>
  values.find((value): value is string => typeof value === 'string' && value !== '')

/** `['body', 'messages', 0]` → `messages.0`. */
function placeOf(problem: JsonObject | undefined): string | undefined {
  const place = problem?.['loc']
  if (!Array.isArray(place)) return undefined
  return (
    place.filter((step) => (typeof step === 'string' && step !== 'body') || typeof step === 'number').join('.') ||
    undefined
  )
}

/** What the provider behind OpenRouter said: text, or the JSON of an error. */
function rawBehind({ metadata }: JsonObject): ErrorBody | undefined {
  const raw = objectOf(metadata)?.['raw']
  return typeof raw === 'string' && raw !== '' ? parseErrorBody(raw) : undefined
}

/** google.rpc.RetryInfo: a protobuf duration in JSON, `"48s"`, `"1.5s"`. */
function retryDelayMs(details: readonly JsonObject[]): number | undefined {
  const seconds = details.flatMap(({ retryDelay }) =>
    typeof retryDelay === 'string' ? (/^(\d+(?:\.\d+)?)s$/.exec(retryDelay)?.[1] ?? []) : [],
  )
  const sensible = seconds.map((text) => Number(text) * 1_000).filter((ms) => ms <= longestWaitMs)
  return sensible.length > 0 ? sensible.reduce((some, more) => Math.max(some, more)) : undefined
}

/** A word of ours, for what no wait of minutes brings back. */
export const spentQuota = 'SPENT_QUOTA'

/**
 * google.rpc.QuotaFailure, and google.rpc.ErrorInfo of quotas: whether it was one of nothing, which the account has not
 * bought, or one for the day (`GenerateRequestsPerDayPerProjectPerModel-FreeTier`).
 */
function quotasIn({ violations, metadata }: JsonObject): readonly string[] {
  const broken = objectsIn(violations)
  const values = [...broken.map(({ quotaValue }) => quotaValue), objectOf(metadata)?.['quota_limit_value']]
  const isDaily = broken.some(({ quotaId }) => textIn(quotaId)?.includes('PerDay'))
  return isDaily || values.includes('0') ? [spentQuota] : []
}
