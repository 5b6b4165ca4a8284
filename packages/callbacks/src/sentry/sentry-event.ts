import {
  type AttemptRecord,
  type DecisionRecord,
  decisionBody,
  errorTable,
  type JsonObject,
  type RequestFailure,
} from '@turnout/core'

/** A request that failed. */
export type FailedRequest = DecisionRecord & { readonly failure: RequestFailure }

export interface EventSettings {
  readonly environment?: string | undefined
  readonly release?: string | undefined
}

/** Sentry cuts longer ones, or does not take them. */
const longestTag = 200
const longestMessage = 4_000
const mostBreadcrumbs = 100

/** A failed request as Sentry takes it. (Sentry developer documentation, "Event Payloads".) */
export function sentryEvent(
  eventId: string,
  record: FailedRequest,
  { environment, release }: EventSettings,
): JsonObject {
  const { failure, group, operation, wallMs } = record
  const { className, fault } = errorTable[failure.kind]
  return {
    ...{ event_id: eventId, timestamp: wallMs / 1_000, platform: 'node', logger: 'turnout' },
    level: fault === 'caller' ? 'warning' : 'error',
    ...(environment === undefined ? {} : { environment }),
    ...(release === undefined ? {} : { release }),
    transaction: operation,
    exception: {
      values: [{ type: className, value: cut(failure.message), mechanism: { type: 'turnout', handled: true } }],
    },
    tags: tagsOf(record),
    fingerprint: [failure.kind, group, failure.code],
    breadcrumbs: { values: record.attempts.slice(-mostBreadcrumbs).map((attempt) => breadcrumb(attempt, record)) },
    contexts: { turnout: summaryOf(record), ...traceOf(record) },
  }
}

function tagsOf({ failure, model, group, operation, stream, attempts }: FailedRequest): JsonObject {
  const last = attempts.at(-1)
  const tags = {
    ...{ kind: failure.kind, status: String(failure.status), model, group, operation, stream: String(stream) },
    ...(last ? { deployment: last.deploymentId, provider: last.provider } : {}),
  }
  const values = Object.entries(tags).map(([name, value]) => [name, value.replace(/\s+/g, ' ').slice(0, longestTag)])
  return Object.fromEntries(values.filter(([, value]) => value !== ''))
}

const breadcrumb = (attempt: AttemptRecord, { wallMs, atMs }: FailedRequest): JsonObject => {
  const { deploymentId, provider, group, failure, startedMs, endedMs } = attempt
  return {
    ...{ type: 'default', category: 'attempt', level: failure ? 'error' : 'info' },
    timestamp: (wallMs - (atMs - endedMs)) / 1_000,
    message: `${deploymentId}: ${failure ? failure.kind : 'served'}`,
    data: {
      ...{ provider, group, duration_ms: Math.round(endedMs - startedMs) },
      ...(failure ? { reason: cut(failure.message) } : {}),
    },
  }
}

/** The decision record without what the caller sent, and without those that were not tried. */
function summaryOf(record: FailedRequest): JsonObject {
  const { request_id, asked, tags, started_at, duration_ms, overhead_ms, fallbacks, cost_usd } = decisionBody({
    ...record,
    steps: undefined,
  })
  const attempts = record.attempts
    .slice(-mostBreadcrumbs)
    .map(({ deploymentId, failure }) => `${deploymentId}: ${failure?.kind ?? 'served'}`)
  return { request_id, asked, tags, started_at, duration_ms, overhead_ms, fallbacks, cost_usd, attempts }
}

const traceOf = ({ trace, operation }: FailedRequest): JsonObject =>
  trace
    ? {
        trace: {
          ...{ trace_id: trace.traceId, span_id: trace.spanId, op: operation },
          ...(trace.parentSpanId === undefined ? {} : { parent_span_id: trace.parentSpanId }),
        },
      }
    : {}

const cut = (text: string): string => (text.length > longestMessage ? `${text.slice(0, longestMessage)}…` : text)
