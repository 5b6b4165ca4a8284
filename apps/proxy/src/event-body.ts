import {
  type AttemptRecord,
  type Clock,
  decisionBody,
  type Json,
  type JsonObject,
  type RouterEvent,
} from '@turnout/core'

/** An event as JSON: the end of a request as its decision record without prompt and answer, the others in their own words, in snake_case. */
export function eventBody(event: RouterEvent, clock: Clock): JsonObject {
  if (event.type === 'request-end') return decisionBody({ ...event, content: undefined })
  const { type, atMs, ...facts } = event
  const at = new Date(clock.wallMs() - clock.monotonicMs() + atMs).toISOString()
  if (event.type === 'attempt-end') return { at, request_id: event.requestId, ...attemptOf(event.attempt) }
  return { at, ...snakeCased({ ...facts }) }
}

const attemptOf = ({ startedMs, endedMs, firstContentMs, failure, ...attempt }: AttemptRecord): JsonObject => ({
  ...snakeCased({ ...attempt, usage: undefined }),
  ...(attempt.usage ? { usage: { ...plain(attempt.usage) } } : {}),
  duration_ms: rounded(endedMs - startedMs),
  first_content_ms: firstContentMs === undefined ? null : rounded(firstContentMs - startedMs),
  error: failure ? { kind: failure.kind, type_name: failure.className, message: failure.message } : null,
})

/** Own words only: what callers name things is never a key in an event. */
const snakeCased = (facts: object): JsonObject =>
  Object.fromEntries(
    Object.entries(facts).flatMap(([key, value]) => (value === undefined ? [] : [[snake(key), told(value)]])),
  )

function told(value: unknown): Json {
  if (Array.isArray(value)) return value.map(told)
  if (typeof value === 'object' && value !== null) return snakeCased(value)
  if (typeof value === 'number') return Number.isFinite(value) ? rounded(value) : null
  return typeof value === 'string' || typeof value === 'boolean' ? value : null
}

const plain = (usage: object): JsonObject => JSON.parse(JSON.stringify(usage))

const snake = (key: string): string => key.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)

const rounded = (value: number): number => (Math.abs(value) < 1 ? value : Math.round(value * 100) / 100)
