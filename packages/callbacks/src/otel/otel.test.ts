import type { DecisionStep, RequestEnd, TraceContext } from '@turnout/core'
import { describe, expect, it } from 'vitest'
import { Collector, configOf } from '../test-support/collector.test.ts'
import { attemptOf, endOf, failureOf } from '../test-support/events.test.ts'
import { readOtlp } from '../test-support/read-otlp.test.ts'
import { realRuntime, realServer } from '../test-support/real-server.test.ts'
import { type OtelOptions, otel } from './otel.ts'

const traceId = '4bf92f3577b34da6a3ce929d0e0e4736'
const callerSpan = '00f067aa0ba902b7'
const attemptSpan = 'a'.repeat(16)
const own: TraceContext = { traceId, spanId: 'b'.repeat(16) }
const config = configOf({ id: 'east', provider: 'azure', model: 'gpt-4o', apiBase: 'https://east.example/openai' })
const endpoint = 'https://otel.example/v1/traces'
const none = { traceparent: undefined, tracestate: undefined }

const served = (given: Partial<RequestEnd> = {}): RequestEnd =>
  endOf({
    ...{ operation: 'chat', model: 'gpt', asked: 'chat', group: 'chat', trace: own, costUsd: 0.002 },
    attempts: [
      attemptOf('east', undefined, {
        ...{ provider: 'azure', spanId: attemptSpan, costUsd: 0.002, startedMs: 1_000.25, endedMs: 1_400.5 },
        usage: {
          ...{ prompt_tokens: 10, completion_tokens: 20, total_tokens: 30 },
          prompt_tokens_details: { cached_tokens: 4 },
          completion_tokens_details: { reasoning_tokens: 5 },
        },
      }),
    ],
    ...given,
  })

/** The spans that an event comes to: the request's, and those of its attempts. */
async function spansOf(event: RequestEnd, options: Partial<OtelOptions> = {}) {
  const collector = new Collector()
  const callback = otel({ runtime: collector.runtime, endpoint, ...options })
  callback.configure?.(config)
  callback.on(event)
  const [request, ...attempts] = await collector.after(10_000)
  return { request, attempts, collector }
}

describe('otel', () => {
  it('makes a span of a request, and one below it of its attempt', async () => {
    const { request, attempts } = await spansOf(served())
    expect(request).toMatchObject({ traceId, spanId: own.spanId, parentSpanId: undefined, name: 'route chat', kind: 1 })
    expect(attempts).toHaveLength(1)
    expect(attempts[0]).toMatchObject({ traceId, spanId: attemptSpan, parentSpanId: own.spanId, kind: 3, flags: 0x101 })
    expect(attempts[0]?.name).toBe('chat gpt-4o')
    expect([request?.status, attempts[0]?.status]).toEqual([undefined, undefined])
  })

  it('times both in nanoseconds since the epoch, by the one moment that is known in both clocks', async () => {
    const { request, attempts } = await spansOf(served())
    expect(request).toMatchObject({ startNanos: 1_700_000_000_900_000_000n, endNanos: 1_700_000_001_500_000_000n })
    expect(attempts[0]).toMatchObject({
      ...{ startNanos: 1_700_000_001_000_250_000n, endNanos: 1_700_000_001_400_500_000n },
    })
  })

  it('tells of the attempt in the words of the GenAI conventions', async () => {
    const { attempts } = await spansOf(served({ stream: true, metadata: { session_id: 's-1' } }))
    expect(attempts[0]?.attributes).toEqual({
      'gen_ai.operation.name': 'chat',
      'gen_ai.provider.name': 'azure.ai.openai',
      'gen_ai.request.model': 'gpt-4o',
      'gen_ai.request.stream': true,
      'gen_ai.response.time_to_first_chunk': 0.199_75,
      'gen_ai.usage.input_tokens': 10,
      'gen_ai.usage.output_tokens': 20,
      'gen_ai.usage.cache_read.input_tokens': 4,
      'gen_ai.usage.reasoning.output_tokens': 5,
      'gen_ai.conversation.id': 's-1',
      'server.address': 'east.example',
      'server.port': 443,
      'turnout.group': 'chat',
      'turnout.deployment.id': 'east',
      'turnout.cost_usd': 0.002,
    })
  })

  it('tells of the request in our own words', async () => {
    const more = { stream: true, tags: ['a'], user: 'ann', cache: { status: 'miss' }, fallbacks: 1 } as const
    const { request } = await spansOf(served({ ...more, group: 'other' }))
    expect(request?.attributes).toEqual({
      ...{ 'turnout.operation': 'chat', 'turnout.model': 'gpt', 'turnout.asked': 'chat', 'turnout.group': 'other' },
      ...{ 'turnout.request.id': 'r', 'turnout.stream': true, 'turnout.fallbacks': 1, 'turnout.overhead_ms': 2 },
      ...{ 'turnout.cost_usd': 0.002, 'turnout.cache': 'miss', 'turnout.tags': ['a'], 'user.id': 'ann' },
    })
  })

  it('knows the kind of another name that leads elsewhere', async () => {
    const collector = new Collector()
    const callback = otel({ runtime: collector.runtime, endpoint })
    callback.on(served({ group: 'one' }))
    callback.on(served({ group: 'two', operation: 'embedding' }))
    const spans = await collector.after(10_000)
    expect(spans.map(({ attributes }) => attributes['turnout.group'])).toEqual(['one', 'chat', 'two', 'chat'])
    expect(spans.map(({ name }) => name)).toEqual(['route chat', 'chat chat', 'route chat', 'embeddings chat'])
  })

  it('marks what failed, and why', async () => {
    const attempts = [
      attemptOf('east', 'rate-limit', { spanId: attemptSpan }),
      attemptOf('west', 'timeout', { spanId: 'c'.repeat(16), hedge: true, droppedParams: ['seed'] }),
    ]
    const spans = await spansOf(served({ attempts, failure: failureOf('timeout') }))
    expect(spans.request).toMatchObject({
      attributes: { 'error.type': 'timeout', 'turnout.status': 504, 'turnout.attempts': 2 },
      status: { code: 2, message: 'a private message' },
    })
    expect(spans.attempts).toMatchObject([
      { attributes: { 'error.type': 'rate-limit' }, status: { code: 2, message: 'm' } },
      { attributes: { 'error.type': 'timeout', 'turnout.hedge': true, 'turnout.dropped_params': ['seed'] } },
    ])
  })

  it('has what happened on the way as events, where that is known', async () => {
    const steps: readonly DecisionStep[] = [
      { type: 'choice', atMs: 901, group: 'chat', strategy: 's', candidates: [], unlisted: 0 },
      { type: 'cooldown', atMs: 1_000, deploymentId: 'east', kind: 'timeout', durationMs: 5_000 },
      { type: 'wait', atMs: 1_100, waitMs: 250 },
      { type: 'fallback', atMs: 1_200, from: 'a', to: 'b', kind: 'server' },
    ]
    const { request } = await spansOf(served({ steps }))
    expect(request?.events).toEqual([
      {
        ...{ name: 'turnout.cooldown', timeNanos: 1_700_000_001_000_000_000n },
        attributes: { 'turnout.deployment.id': 'east', 'error.type': 'timeout', 'turnout.cooldown_ms': 5_000 },
      },
      { name: 'turnout.wait', timeNanos: 1_700_000_001_100_000_000n, attributes: { 'turnout.wait_ms': 250 } },
      {
        ...{ name: 'turnout.fallback', timeNanos: 1_700_000_001_200_000_000n },
        attributes: { 'turnout.from': 'a', 'turnout.to': 'b', 'error.type': 'server' },
      },
    ])
  })

  it('tells prompt and answer only where the record has them, of the attempt that they are of', async () => {
    const content = {
      request: { messages: [{ role: 'user', content: 'Grüße "Ann"' }] },
      answer: { choices: [{ message: { role: 'assistant', content: 'Hi' }, finish_reason: 'stop' }] },
    }
    const attempts = [
      attemptOf('east', 'server', { spanId: attemptSpan }),
      attemptOf('west', undefined, { spanId: 'd'.repeat(16) }),
    ]
    const told = await spansOf(served({ content, attempts }))
    const [failed, good] = told.attempts
    expect(Object.keys({ ...told.request?.attributes, ...failed?.attributes })).not.toContain('gen_ai.input.messages')
    expect(JSON.parse(String(good?.attributes['gen_ai.input.messages']))).toEqual([
      { role: 'user', parts: [{ type: 'text', content: 'Grüße "Ann"' }] },
    ])
    expect(JSON.parse(String(good?.attributes['gen_ai.output.messages']))).toEqual([
      { role: 'assistant', parts: [{ type: 'text', content: 'Hi' }], finish_reason: 'stop' },
    ])
    const cached = await spansOf(served({ content, attempts: [], cache: { status: 'hit' } }))
    expect(cached.request?.attributes).toHaveProperty(['gen_ai.output.messages'])
    const untold = await spansOf(served({ content }), { content: false })
    expect(untold.attempts[0]?.attributes).not.toHaveProperty(['gen_ai.input.messages'])
  })

  it('does not begin where it could never send', () => {
    const { runtime } = new Collector()
    expect(() => otel({ runtime, endpoint: 'collector:4317' })).toThrow(TypeError)
  })

  it('makes nothing of a request without a place in a trace', async () => {
    const { collector } = await spansOf(served({ trace: undefined }))
    expect(collector.transport.seen).toEqual([])
  })

  it('says who it is, and sends its headers', async () => {
    const options = { serviceName: 'gate', resourceAttributes: { 'deployment.environment.name': 'test' } }
    const { collector } = await spansOf(served(), { ...options, headers: { 'Api-Key': 'k' } })
    expect(collector.exports[0]?.resource).toMatchObject({
      'service.name': 'gate',
      'deployment.environment.name': 'test',
    })
    const [seen] = collector.transport.seen
    expect(seen?.request).toMatchObject({ origin: 'https://otel.example', path: '/v1/traces', method: 'POST' })
    expect(seen?.headers).toMatchObject({ 'content-type': 'application/json', 'api-key': 'k' })
  })
})

describe('otel’s place in a trace', () => {
  const runtime = new Collector().runtime
  const parent = (flags: string) => ({ traceparent: `00-${traceId}-${callerSpan}-${flags}`, tracestate: 'a=1' })

  it('goes on with the one that came, and says whose span it is', async () => {
    const context = otel({ runtime, endpoint }).trace?.(parent('01')) ?? expect.fail('it is not traced')
    expect(context).toMatchObject({ traceId, parentSpanId: callerSpan, state: 'a=1' })
    const { request, attempts } = await spansOf(served({ trace: context }))
    expect(request).toMatchObject({ parentSpanId: callerSpan, kind: 2, flags: 0x301, traceState: 'a=1' })
    expect(attempts[0]).toMatchObject({ parentSpanId: context.spanId, flags: 0x101, traceState: 'a=1' })
  })

  it('begins anew where nothing came, or nothing that is one', () => {
    const { trace } = otel({ runtime, endpoint })
    for (const traceparent of [undefined, 'x', `00-${'0'.repeat(32)}-${callerSpan}-01`]) {
      const context = trace?.({ traceparent, tracestate: 'a=1' })
      expect(context?.traceId).toMatch(/^[0-9a-f]{32}$/)
      expect(context?.traceId).not.toBe(traceId)
      expect(Object.keys(context ?? {})).toEqual(['traceId', 'spanId'])
    }
  })

  it('is nothing where the caller’s trace is not sampled, or the sampler says so', () => {
    expect(otel({ runtime, endpoint }).trace?.(parent('00'))).toBeUndefined()
    expect(otel({ runtime, endpoint, sampler: 'always_on' }).trace?.(parent('00'))).toBeDefined()
    expect(otel({ runtime, endpoint, sampler: 'always_off' }).trace?.(none)).toBeUndefined()
    const never = otel({ runtime, endpoint, sampler: 'parentbased_traceidratio', samplerRatio: 0 })
    expect(never.trace?.(none)).toBeUndefined()
    expect(() => otel({ runtime, endpoint, sampler: 'some' })).toThrow('there is no sampler some')
  })

  it('is below the application’s own span, where there is no caller’s', async () => {
    const span = { traceId, spanId: callerSpan, traceFlags: 1, traceState: { serialize: () => 'b=2' } }
    Object.freeze(span)
    const collector = new Collector()
    const callback = otel({ runtime: collector.runtime, endpoint, activeSpan: () => span })
    const context = callback.trace?.(none) ?? expect.fail('it is not traced')
    expect(context).toMatchObject({ traceId, parentSpanId: callerSpan, state: 'b=2' })
    callback.on(served({ trace: context }))
    expect((await collector.after(10_000))[0]).toMatchObject({ parentSpanId: callerSpan, kind: 1, flags: 0x101 })
    const other = `00-${'1'.repeat(32)}-${'2'.repeat(16)}-01`
    expect(callback.trace?.({ traceparent: other, tracestate: undefined })?.parentSpanId).toBe('2'.repeat(16))
  })

  it('takes ids of the application that are none for no span', () => {
    const span = { traceId: '0'.repeat(32), spanId: '0'.repeat(16), traceFlags: 0 }
    expect(otel({ runtime, endpoint, activeSpan: () => span }).trace?.(none)).not.toHaveProperty('parentSpanId')
  })
})

describe('otel’s delivery', () => {
  it.each([
    ['is down', () => ({ breaksWith: new Error('reset') })],
    ['hangs', () => ({ silent: true })],
    ['refuses', () => ({ status: 401 })],
  ])('holds no more than it should, and counts the rest, where the endpoint %s', async (_how, answer) => {
    const collector = new Collector(answer)
    const warnings: string[] = []
    const batch = { mostWaiting: 100, mostAtOnce: 20 }
    const callback = otel({ runtime: collector.runtime, endpoint, batch, warn: (text) => void warnings.push(text) })
    for (let i = 0; i < 1_000; i++) callback.on(served())
    await collector.runtime.clock.advance(1_000)
    expect(callback.losses?.().dropped).toBe(900)
    await collector.runtime.clock.finish(callback.close?.() ?? Promise.resolve())
    const { dropped, failed } = callback.losses?.() ?? expect.fail('it does not count')
    expect(dropped + failed).toBe(1_000)
    expect(warnings).toHaveLength(1)
  })

  it('warns once where a receiver takes only some', async () => {
    const collector = new Collector(() => ({ pieces: ['{"partialSuccess":{"rejectedSpans":"2"}}'] }))
    const warnings: string[] = []
    const callback = otel({ runtime: collector.runtime, endpoint, warn: (text) => void warnings.push(text) })
    for (let i = 0; i < 2; i++) {
      callback.on(served())
      await collector.after(10_000)
    }
    expect(warnings).toEqual(['some spans were rejected by whom they were sent to'])
  })

  it('arrives at a real server', async () => {
    const { received, host, close } = await realServer()
    try {
      const callback = otel({ runtime: realRuntime, endpoint: `http://${host}/v1/traces` })
      callback.on(served())
      await callback.close?.()
      expect(received).toHaveLength(1)
      const [got] = received
      expect(got).toMatchObject({ path: '/v1/traces', headers: { 'content-type': 'application/json' } })
      expect(readOtlp(got?.body ?? '').spans).toHaveLength(2)
      expect(callback.losses?.()).toEqual({ dropped: 0, failed: 0 })
    } finally {
      await close()
    }
  })
})
