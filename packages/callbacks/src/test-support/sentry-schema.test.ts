import { expect } from 'vitest'

/**
 * What Sentry says of an event and its parts: Sentry developer documentation, "Event Payloads", with the interfaces
 * "Exception", "Breadcrumbs" and "Contexts"; names and kinds after the event schema that Sentry's Relay publishes.
 */
const isText = (value: unknown): boolean => typeof value === 'string'
const isNumber = (value: unknown): boolean => typeof value === 'number' && Number.isFinite(value)
const isOneOf =
  (...values: readonly string[]) =>
  (value: unknown) =>
    values.some((one) => one === value)
const isMatch = (pattern: RegExp) => (value: unknown) => typeof value === 'string' && pattern.test(value)
const isTextMap = (value: unknown): boolean =>
  Object.entries(value ?? {}).every(([key, text]) => /^[\w.:-]{1,32}$/.test(key) && isMatch(/^[^\n]{1,200}$/)(text))
const isListOf = (shape: Shape) => (value: unknown) =>
  Array.isArray(value) && value.every((one) => hasShape(one, shape))
const level = isOneOf('fatal', 'error', 'warning', 'info', 'debug')

type Check = (value: unknown) => boolean
/** Names that end in `!` must be there; others than these must not. */
type Shape = Readonly<Record<string, Check>>

export function hasShape(value: unknown, shape: Shape): boolean {
  const fields = new Map(Object.entries(value ?? {}))
  for (const [name, check] of Object.entries(shape)) {
    const key = name.replace(/!$/, '')
    if (fields.has(key) ? !check(fields.get(key)) : name.endsWith('!'))
      expect.fail(`${key} is ${JSON.stringify(fields.get(key))}`)
    fields.delete(key)
  }
  expect([...fields.keys()], 'fields that the schema does not have').toEqual([])
  return true
}

const of = (shape: Shape) => (value: unknown) => hasShape(value, shape)
const hex = (digits: number) => isMatch(new RegExp(`^[0-9a-f]{${digits}}$`))

export const eventShape: Shape = {
  'event_id!': hex(32),
  'timestamp!': isNumber,
  'platform!': isOneOf('node', 'javascript', 'other'),
  level,
  logger: isText,
  transaction: isText,
  environment: isMatch(/^[^\s/]{1,64}$/),
  release: isMatch(/^[^\n\r\t/\\]{1,200}$/),
  tags: isTextMap,
  fingerprint: (value) => Array.isArray(value) && value.length > 0 && value.every(isText),
  exception: of({
    'values!': isListOf({
      'type!': isText,
      'value!': isText,
      mechanism: of({ 'type!': isText, handled: (value) => typeof value === 'boolean' }),
    }),
  }),
  breadcrumbs: of({
    'values!': isListOf({
      timestamp: isNumber,
      type: isOneOf('default', 'debug', 'error', 'navigation', 'http', 'info', 'query', 'ui', 'user'),
      category: isText,
      message: isText,
      level,
      data: (value) => typeof value === 'object' && value !== null && !Array.isArray(value),
    }),
  }),
  contexts: of({
    turnout: (value) => typeof value === 'object' && value !== null && !Array.isArray(value),
    trace: of({ 'trace_id!': hex(32), 'span_id!': hex(16), parent_span_id: hex(16), op: isText }),
  }),
}
