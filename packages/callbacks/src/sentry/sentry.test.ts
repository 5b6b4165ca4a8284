import { type ErrorKind, errorTable, type JsonObject, type RequestEnd, type RouterEvent, Secret } from '@turnout/core'
import { type FakeAnswer, FakeTransport, type TestRuntime, testRuntime } from '@turnout/testing'
import { beforeEach, describe, expect, it } from 'vitest'
import { attemptOf, endOf, failureOf, refusedOf } from '../test-support/events.test.ts'
import { realRuntime, realServer } from '../test-support/real-server.test.ts'
import { eventShape, hasShape } from '../test-support/sentry-schema.test.ts'
import { sentry } from './sentry.ts'
import { sentryFactory } from './sentry-factory.ts'

const dsn = 'https://pub1@o1.ingest.test/prefix/42'
let transport: FakeTransport
let runtime: TestRuntime
let answer: FakeAnswer
let warnings: string[]

beforeEach(() => {
  answer = { status: 200 }
  warnings = []
  transport = new FakeTransport(() => answer)
  runtime = testRuntime({ transport })
})

const made = (settings: JsonObject, environment: Readonly<Record<string, string>> = { SENTRY_DSN: dsn }) =>
  sentryFactory({
    ...{ name: 'sentry', runtime, settings, warn: (message: string) => void warnings.push(message) },
    environment: Object.fromEntries(Object.entries(environment).map(([name, value]) => [name, new Secret(value)])),
  })

/** Sentry developer documentation, "Envelopes": headers, then each item's headers and as many bytes as these say. */
function itemOf(body: string) {
  const [head = '', item = '', ...rest] = body.split('\n')
  const headers = JSON.parse(head)
  const { type, length, content_type } = JSON.parse(item)
  const payload = Buffer.from(rest.join('\n')).subarray(0, length).toString()
  expect([type, content_type, `${payload}\n`]).toEqual(['event', 'application/json', rest.join('\n')])
  expect(new Date(headers.sent_at).toISOString()).toBe(headers.sent_at)
  const event = JSON.parse(payload)
  expect(event.event_id).toBe(headers.event_id)
  expect(hasShape(event, eventShape)).toBe(true)
  return event
}

async function reported(settings: JsonObject, ...events: readonly RouterEvent[]) {
  const callback = await made(settings)
  for (const event of events) callback?.on(event)
  await callback?.close?.()
  return transport.seen.map(({ body }) => itemOf(body))
}

const failed = (kind: ErrorKind, given: Partial<RequestEnd> = {}): RequestEnd =>
  endOf({ failure: failureOf(kind), attempts: [attemptOf('east', 'timeout'), attemptOf('west', kind)], ...given })

describe('a failed request', () => {
  it('is one event, after Sentry’s schema', async () => {
    const trace = { traceId: 'a'.repeat(32), spanId: 'b'.repeat(16), parentSpanId: 'c'.repeat(16) }
    const [event] = await reported(
      { environment: 'production', release: 'v1' },
      failed('server', { model: 'nick\nname', trace, fallbacks: 1, stream: true }),
    )
    expect(event).toMatchObject({
      ...{ timestamp: 1_700_000_001.5, platform: 'node', level: 'error', logger: 'turnout', transaction: 'chat' },
      ...{ environment: 'production', release: 'v1', fingerprint: ['server', 'chat', 'upstream_error'] },
      exception: {
        values: [
          {
            ...{ type: 'InternalServerError', value: 'a private message' },
            mechanism: { type: 'turnout', handled: true },
          },
        ],
      },
      tags: {
        ...{ kind: 'server', status: '502', model: 'nick name', group: 'chat', deployment: 'west' },
        ...{ provider: 'scripted', operation: 'chat', stream: 'true' },
      },
      breadcrumbs: {
        values: [
          { level: 'error', message: 'east: timeout', data: { duration_ms: 400 }, timestamp: 1_700_000_001.4 },
          { level: 'error', message: 'west: server', data: { provider: 'scripted', group: 'chat', reason: 'm' } },
        ],
      },
      contexts: {
        trace: { trace_id: trace.traceId, span_id: trace.spanId, parent_span_id: trace.parentSpanId, op: 'chat' },
        turnout: { request_id: 'r', fallbacks: 1, duration_ms: 600, attempts: ['east: timeout', 'west: server'] },
      },
    })
    expect(event).not.toHaveProperty('server_name')
  })

  it('goes to the project of its DSN, as Sentry wants it', async () => {
    await reported({}, failed('server'))
    expect(transport.seen[0]).toMatchObject({
      request: { origin: 'https://o1.ingest.test', path: '/prefix/api/42/envelope/', method: 'POST' },
      headers: {
        'content-type': 'application/x-sentry-envelope',
        'x-sentry-auth': 'Sentry sentry_version=7, sentry_client=turnout/1, sentry_key=pub1',
      },
    })
  })

  it('goes to a real server', async () => {
    const server = await realServer()
    const callback = sentry({ dsn: `http://k:s@${server.host}/7`, runtime: realRuntime })
    callback.on(failed('timeout', { model: 'é' }))
    await callback.close?.()
    await server.close()
    const [received] = server.received
    expect(received).toMatchObject({
      path: '/api/7/envelope/',
      headers: { 'x-sentry-auth': expect.stringMatching(/sentry_key=k, sentry_secret=s$/) },
    })
    expect(itemOf(received?.body ?? '').tags).toMatchObject({ model: 'é', kind: 'timeout' })
  })

  it('holds nothing that the caller sent', async () => {
    const content = { request: { messages: 'private' }, answer: { text: 'private' } }
    const [event] = await reported(
      {},
      failed('server', {
        failure: { ...failureOf('server'), message: 'm' },
        content,
        metadata: { a: 'private' },
        user: 'private',
      }),
    )
    expect(JSON.stringify(event)).not.toContain('private')
  })

  it('is cut where it is long', async () => {
    const attempts = Array.from({ length: 300 }, (_, i) => attemptOf(`d-${i}`, 'server'))
    const failure = { ...failureOf('server'), message: 'x'.repeat(1e6) }
    const [event] = await reported({}, failed('server', { attempts, failure, model: 'm'.repeat(1e6) }))
    expect(JSON.stringify(event).length).toBeLessThan(50_000)
    expect(event.breadcrumbs.values.at(-1).message).toBe('d-299: server')
  })

  it('may have been tried by nobody', async () => {
    const [event] = await reported({}, failed('none-available', { attempts: [] }))
    expect([event.tags.kind, event.tags.deployment, event.breadcrumbs.values]).toEqual([
      'none-available',
      undefined,
      [],
    ])
  })
})

describe('what is reported', () => {
  const kinds = Object.keys(errorTable).filter((kind): kind is ErrorKind => kind in errorTable)
  const kindsOf = (events: readonly { tags: { kind: string } }[]) => events.map(({ tags }) => tags.kind)

  it('is what is not the caller’s own doing', async () => {
    const events = await reported({}, endOf(), refusedOf('m', 'server'), ...kinds.map((kind) => failed(kind)))
    expect(kindsOf(events)).toEqual(kinds.filter((kind) => errorTable[kind].fault !== 'caller'))
    expect(kindsOf(events)).toContain('none-available')
  })

  it('is all that failed where that is wanted', async () => {
    const events = await reported({ all: true }, endOf(), ...kinds.map((kind) => failed(kind)))
    expect(kindsOf(events)).toEqual(kinds)
    expect(events.find(({ tags }) => tags.kind === 'cancelled').level).toBe('warning')
  })

  it.each([
    [{}, { SENTRY_DSN: dsn, SENTRY_SAMPLE_RATE: '0.25' }],
    [{}, { SENTRY_DSN: dsn, SENTRY_API_SAMPLE_RATE: '0.25' }],
    [{ dsn, sample_rate: 0.25 }, {}],
  ])('may be a sample: %j %j', async (settings, environment) => {
    const callback = await made(settings, environment)
    for (let i = 0; i < 800; i++) callback?.on(failed('server'))
    await callback?.close?.()
    expect(transport.seen.length).toBeGreaterThan(150)
    expect(transport.seen.length).toBeLessThan(250)
  })
})

describe('a limit of Sentry’s', () => {
  it.each([
    [
      { status: 429, headers: { 'retry-after': '30' } },
      { dropped: 2, failed: 1 },
    ],
    [
      { status: 200, headers: { 'x-sentry-rate-limits': '30:error:key' } },
      { dropped: 1, failed: 1 },
    ],
  ])('ends what is sent for as long: %j', async (limited, losses) => {
    answer = limited
    const callback = await made({})
    callback?.on(failed('server'))
    await runtime.clock.advance(100)
    answer = { status: 200 }
    callback?.on(failed('server'))
    await runtime.clock.advance(29_000)
    callback?.on(failed('server'))
    await runtime.clock.advance(0)
    expect(transport.seen).toHaveLength(1)
    expect(callback?.losses?.()).toEqual(losses)
    await runtime.clock.advance(2_000)
    callback?.on(failed('server'))
    await runtime.clock.advance(0)
    expect(transport.seen).toHaveLength(2)
    expect(warnings).toEqual([
      'sentry (https://o1.ingest.test): events are lost: it wants no more for a while (rate limit)',
      `sentry (https://o1.ingest.test): events are passed on again; ${losses.dropped + losses.failed} were lost`,
    ])
  })
})

describe('a Sentry that cannot be reached', () => {
  it.each([
    [{ silent: true }, 'no answer within 10 s'],
    [{ status: 401 }, 'it answered with status 401'],
    [{ breaksWith: new Error('pub1') }, 'the connection failed (Error)'],
  ])('costs a bounded memory, and one warning without keys: %j', async (bad, why) => {
    answer = bad
    const callback = await made({})
    for (let second = 0; second < 100; second++) {
      for (let i = 0; i < 30; i++) callback?.on(failed('server'))
      await runtime.clock.advance(1_000)
    }
    const { dropped = 0, failed: lost = 0 } = callback?.losses?.() ?? {}
    expect(3_000 - dropped - lost).toBeLessThanOrEqual(1_000)
    expect(warnings).toEqual([expect.stringContaining('sentry (https://o1.ingest.test): events are lost: ')])
    if (!('silent' in bad)) expect(warnings[0]).toContain(why)
    expect(warnings.join()).not.toContain('pub1')
  })
})

it.each([
  [{}, 'SENTRY_DSN is not set'],
  [{ SENTRY_DSN: '' }, 'SENTRY_DSN is not set'],
  [{ SENTRY_DSN: 'https://sk-key' }, 'its DSN is not like https://KEY@HOST/PROJECT'],
])('is none without a DSN: %j', async (environment, why) => {
  expect(await made({}, environment)).toBeUndefined()
  expect(warnings).toEqual([`sentry: no failures are reported, because ${why}`])
})
