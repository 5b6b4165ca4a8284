import { createHmac } from 'node:crypto'
import { decisionBody, type JsonObject, type RequestEnd, type RouterEvent, Secret } from '@turnout/core'
import { type FakeAnswer, FakeTransport, type TestRuntime, testRuntime } from '@turnout/testing'
import { beforeEach, describe, expect, it } from 'vitest'
import { endOf, failureOf, refusedOf } from '../test-support/events.test.ts'
import { realRuntime, realServer } from '../test-support/real-server.test.ts'
import { webhook } from './webhook.ts'
import { webhookFactory } from './webhook-factory.ts'

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

const warn = (message: string): void => void warnings.push(message)
const made = (settings: JsonObject, environment: Readonly<Record<string, string>> = {}) =>
  webhookFactory({
    ...{ name: 'webhook', runtime, settings, warn },
    environment: Object.fromEntries(Object.entries(environment).map(([name, value]) => [name, new Secret(value)])),
  })
const sent = async (settings: JsonObject, ...events: readonly RouterEvent[]) => {
  const callback = await made({ url: 'https://hook.test/in', ...settings })
  for (const event of events) callback?.on(event)
  await callback?.close?.()
  return transport.seen.map(({ body }) => body)
}

const steps: NonNullable<RequestEnd['steps']> = [{ type: 'wait', atMs: 1, waitMs: 2 }]
const first = endOf({ requestId: '1', steps })
const failed = endOf({ requestId: '2', failure: failureOf('server'), steps })

describe('a webhook', () => {
  it('posts decision records as one array', async () => {
    const bodies = await sent(
      { steps: true, headers: { 'X-Key': 'k', 'Content-Type': 'application/json; charset=utf-8' } },
      first,
      failed,
    )
    expect(bodies.map((body): unknown => JSON.parse(body))).toEqual([[decisionBody(first), decisionBody(failed)]])
    expect(transport.seen[0]?.request).toMatchObject({ origin: 'https://hook.test', path: '/in', method: 'POST' })
    expect(transport.seen[0]?.headers).toEqual({
      'content-type': 'application/json; charset=utf-8',
      'user-agent': 'turnout',
      'x-key': 'k',
    })
  })

  it('posts as many at once as said, as often as said, without steps unless they are wanted', async () => {
    const callback = await made({ url: 'https://hook.test/in', batch_size: 2, flush_interval: 5 })
    expect(callback?.wantsSteps).toBe(false)
    for (const event of [first, failed, first]) callback?.on(event)
    await runtime.clock.advance(4_999)
    expect(transport.seen).toHaveLength(1)
    await runtime.clock.advance(1)
    const sizes = transport.seen.map(({ body }) => JSON.parse(body).length)
    expect([sizes, transport.seen.some(({ body }) => body.includes('steps'))]).toEqual([[2, 1], false])
  })

  it('posts one a line, or one a request, where LiteLLM’s log_format says so', async () => {
    const lines = (await sent({ log_format: 'ndjson', steps: true }, first, failed))[0]?.split('\n') ?? []
    expect(lines.map((line): unknown => JSON.parse(line))).toEqual([decisionBody(first), decisionBody(failed)])
    expect(transport.seen[0]?.headers['content-type']).toBe('application/x-ndjson')
    const bodies = (await sent({ log_format: 'single', steps: true }, first, failed)).slice(1)
    expect(bodies.map((body): unknown => JSON.parse(body))).toEqual([decisionBody(first), decisionBody(failed)])
  })

  it.each([
    [['llm_api_failure'], ['2']],
    [['llm_api_success'], ['1']],
    [
      ['llm_api_success', 'llm_api_failure'],
      ['1', '2'],
    ],
    [[], ['1', '2']],
  ])('tells of %j', async (event_types, ids) => {
    const bodies = await sent({ event_types }, first, failed, refusedOf('m', 'model-not-found'))
    const records: { request_id: string }[] = JSON.parse(bodies[0] ?? '[]')
    expect(records.map(({ request_id }) => request_id)).toEqual(ids)
  })

  it('is signed where it has a secret, anew for each try', async () => {
    answer = { status: 503 }
    const headers = { 'X-Turnout-Signature': 'not ours' }
    const callback = webhook({ url: 'https://hook.test/in', runtime, secret: 's3cret', headers })
    callback.on(first)
    await runtime.clock.advance(60_000)
    const times = transport.seen.map(({ headers, body }) => {
      const [, time = '', mac] = /^t=(\d+),v1=([0-9a-f]{64})$/.exec(headers['x-turnout-signature'] ?? '') ?? []
      expect(mac).toBe(createHmac('sha256', 's3cret').update(time).update('.').update(body).digest('hex'))
      return Number(time)
    })
    expect([times.length, times[0], times[3]]).toEqual([4, 1_700_001_001, 1_700_001_006])
  })

  it('goes to a real server', async () => {
    const server = await realServer()
    const callback = webhook({
      ...{ url: `http://${server.host}/in?a=b`, runtime: realRuntime, headers: { 'x-key': 'k' }, steps: true },
    })
    callback.on(first)
    await callback.close?.()
    await server.close()
    expect(server.received).toMatchObject([{ method: 'POST', path: '/in?a=b', headers: { 'x-key': 'k' } }])
    expect(JSON.parse(server.received[0]?.body ?? '')).toEqual([decisionBody(first)])
    expect(callback.losses?.()).toEqual({ dropped: 0, failed: 0 })
  })

  it('holds a bounded number, also of large records, while nobody answers', async () => {
    answer = { silent: true }
    const callback = webhook({ url: 'https://hook.test/in', runtime, warn })
    const content = { request: { prompt: 'x'.repeat(1024 * 1024) } }
    for (let i = 0; i < 300; i++) callback.on(endOf({ requestId: `${i}`, content }))
    expect(callback.losses?.().dropped).toBeGreaterThan(260)
    expect(warnings).toHaveLength(1)
    await runtime.clock.finish(callback.close?.() ?? Promise.resolve())
    const { dropped = 0, failed: lost = 0 } = callback.losses?.() ?? {}
    expect(dropped + lost).toBe(300)
  })

  it('never tells a key in a warning', async () => {
    for (const one of [{ status: 401, pieces: ['sk-key'] }, { breaksWith: new Error('sk-key') }, { silent: true }]) {
      answer = one
      const callback = await made({
        url: 'https://hook.test/sk-key?k=sk-key',
        headers: { key: 'sk-key' },
        secret: 'sk-key',
      })
      callback?.on(first)
      await runtime.clock.advance(100_000)
    }
    expect(warnings).toEqual([
      'webhook (https://hook.test): events are lost: it answered with status 401',
      'webhook (https://hook.test): events are lost: the connection failed (Error)',
      'webhook (https://hook.test): events are lost: no answer within 10 s',
    ])
  })
})

describe('a webhook of a configuration', () => {
  it('is where LiteLLM’s variables say', async () => {
    const callback = await made(
      {},
      {
        GENERIC_LOGGER_ENDPOINT: 'https://logger.test/x',
        GENERIC_LOGGER_HEADERS: 'Authorization=Bearer a=b, X-Other=c,',
      },
    )
    callback?.on(first)
    await callback?.close?.()
    expect(transport.seen).toMatchObject([
      { request: { origin: 'https://logger.test' }, headers: { authorization: 'Bearer a=b', 'x-other': 'c' } },
    ])
  })

  it('leaves out headers whose variable is not set', async () => {
    await sent({ headers: { authorization: null, 'x-number': 7 } }, first)
    expect(transport.seen[0]?.headers).toMatchObject({ 'x-number': '7' })
    expect(transport.seen[0]?.headers).not.toHaveProperty('authorization')
  })

  it.each<[JsonObject, string]>([
    [{}, 'callback_settings.webhook.url and GENERIC_LOGGER_ENDPOINT name no URL'],
    [{ url: 'ftp://host' }, 'its URL must be http or https, without a user in it'],
    [{ url: 'https://me:sk-key@host' }, 'its URL must be http or https, without a user in it'],
    [{ url: 'https://host', secret: '' }, 'its secret is empty'],
    [{ url: 'https://host', secret: null }, 'its secret is empty'],
  ])('is none where it cannot work: %j', async (settings, why) => {
    expect(await made(settings)).toBeUndefined()
    expect(warnings).toEqual([`webhook: nothing is sent, because ${why}`])
  })
})
