import { createHash } from 'node:crypto'
import type { RequestEnd, TraceContext } from '@turnout/core'
import { describe, expect, it } from 'vitest'
import { otel } from '../otel/otel.ts'
import { Collector, configOf } from '../test-support/collector.test.ts'
import { attemptOf, endOf, failureOf } from '../test-support/events.test.ts'
import { type LangfuseOptions, langfuse } from './langfuse.ts'

const own: TraceContext = { traceId: '4bf92f3577b34da6a3ce929d0e0e4736', spanId: 'b'.repeat(16) }
const attemptSpan = 'a'.repeat(16)
const none = { traceparent: undefined, tracestate: undefined }
const keys = { publicKey: 'pk-lf-1', secretKey: 'sk-lf-2' }
const served = (given: Partial<RequestEnd> = {}): RequestEnd =>
  endOf({
    ...{ trace: own, costUsd: 0.002 },
    attempts: [
      attemptOf('east', undefined, {
        ...{ spanId: attemptSpan, costUsd: 0.002 },
        usage: {
          ...{ prompt_tokens: 10, completion_tokens: 20, total_tokens: 30 },
          prompt_tokens_details: { cached_tokens: 4 },
          completion_tokens_details: { reasoning_tokens: 5 },
        },
      }),
    ],
    ...given,
  })

async function shown(event: RequestEnd, options: Partial<LangfuseOptions> = {}) {
  const collector = new Collector()
  const callback = langfuse({ runtime: collector.runtime, ...keys, ...options })
  callback.configure?.(configOf({ id: 'east', model: 'gpt-4o' }))
  callback.on(event)
  const [root, generation] = await collector.after(10_000)
  return { root, generation, collector }
}

describe('langfuse', () => {
  it('sends to Langfuse’s OpenTelemetry endpoint, with its keys', async () => {
    const { collector } = await shown(served(), { host: 'https://langfuse.example/' })
    const [seen] = collector.transport.seen
    expect(seen?.request).toMatchObject({ origin: 'https://langfuse.example', path: '/api/public/otel/v1/traces' })
    expect(seen?.headers).toMatchObject({
      authorization: `Basic ${Buffer.from('pk-lf-1:sk-lf-2').toString('base64')}`,
      'x-langfuse-ingestion-version': '4',
    })
    const usual = (await shown(served())).collector.transport.seen[0]
    expect(usual?.request.origin).toBe('https://cloud.langfuse.com')
  })

  it('shows a request as a span, and its attempt as a generation with model, tokens and cost', async () => {
    const { root, generation } = await shown(served({ stream: true }))
    expect(root?.attributes).toMatchObject({ 'langfuse.observation.type': 'span' })
    expect(generation).toMatchObject({ parentSpanId: own.spanId, spanId: attemptSpan, name: 'chat gpt-4o' })
    expect(generation?.attributes).toMatchObject({
      'langfuse.observation.type': 'generation',
      'langfuse.observation.model.name': 'gpt-4o',
      'langfuse.observation.completion_start_time': '2023-11-14T22:13:21.200Z',
    })
    const json = (key: string): unknown => JSON.parse(String(generation?.attributes[`langfuse.observation.${key}`]))
    expect(json('usage_details')).toEqual({
      ...{ input: 6, output: 15, total: 30, input_cached_tokens: 4, output_reasoning_tokens: 5 },
    })
    expect(json('cost_details')).toEqual({ total: 0.002 })
  })

  it('marks what failed', async () => {
    const attempts = [attemptOf('east', 'timeout', { spanId: attemptSpan })]
    const { root, generation } = await shown(served({ attempts, failure: failureOf('timeout') }))
    const level = 'langfuse.observation.level'
    const message = 'langfuse.observation.status_message'
    expect(root?.attributes).toMatchObject({ [level]: 'ERROR', [message]: 'a private message' })
    expect(generation?.attributes).toMatchObject({ [level]: 'ERROR', [message]: 'm' })
  })

  it('says on every span whose it is, and in which session', async () => {
    const metadata = {
      ...{ session_id: 's-1', trace_user_id: 'ann', trace_name: 'support', generation_name: 'answer' },
      ...{ tags: ['b', 'c'], trace_metadata: { tier: 'gold', depth: 2 }, trace_version: 'v2', trace_release: 'r9' },
      ticket: '7',
    }
    const { root, generation } = await shown(served({ metadata, tags: ['a', 'b'], user: 'other' }), {
      environment: 'test',
    })
    for (const span of [root, generation])
      expect(span?.attributes).toMatchObject({
        ...{ 'langfuse.session.id': 's-1', 'langfuse.user.id': 'ann', 'langfuse.trace.name': 'support' },
        ...{ 'langfuse.trace.tags': ['a', 'b', 'c'], 'langfuse.version': 'v2', 'langfuse.release': 'r9' },
        ...{ 'langfuse.trace.metadata.tier': 'gold', 'langfuse.trace.metadata.depth': '2' },
        'langfuse.environment': 'test',
      })
    expect(generation?.name).toBe('answer')
    expect(root?.attributes).toMatchObject({ 'langfuse.observation.metadata.ticket': '7' })
    expect((await shown(served({ user: 'bob' }))).root?.attributes).toMatchObject({ 'langfuse.user.id': 'bob' })
  })

  it.each([
    ['0af7651916cd43dd8448eb211c80319c', '0af7651916cd43dd8448eb211c80319c'],
    ['0af76519-16cd-43dd-8448-eb211c80319c', '0af7651916cd43dd8448eb211c80319c'],
    ['my-trace', createHash('sha256').update('my-trace').digest('hex').slice(0, 32)],
  ])('goes where the caller’s `trace_id` %s says', async (trace_id, traceId) => {
    const trace = { ...own, parentSpanId: 'c'.repeat(16) }
    const { root, generation } = await shown(served({ trace, metadata: { trace_id } }))
    expect(root).toMatchObject({ traceId, parentSpanId: undefined })
    expect(generation).toMatchObject({ traceId, parentSpanId: own.spanId })
    const below = await shown(served({ metadata: { trace_id, parent_observation_id: 'd'.repeat(16) } }))
    expect(below.root).toMatchObject({ traceId, parentSpanId: 'd'.repeat(16) })
    expect(below.root?.attributes).not.toHaveProperty(['langfuse.internal.as_root'])
  })

  it('tells prompt and answer only where the record has them, and the caller does not mind', async () => {
    const content = {
      request: { messages: [{ role: 'user', content: 'Grüße' }] },
      answer: { choices: [{ message: { role: 'assistant', content: 'Hi' }, finish_reason: 'stop' }] },
    }
    const { root, generation } = await shown(served({ content }))
    for (const span of [root, generation]) {
      expect(JSON.parse(String(span?.attributes['langfuse.observation.input']))).toEqual(content.request.messages)
      expect(span?.attributes['langfuse.observation.output']).toBe('{"role":"assistant","content":"Hi"}')
    }
    const masked = await shown(served({ content, metadata: { mask_input: true, mask_output: true } }))
    const body = masked.collector.transport.seen[0]?.body ?? ''
    expect(body).not.toMatch(/Grüße|"Hi|observation.input|observation.output/)
  })

  it('gives requests a place in a trace of its own, in the caller’s where one came', () => {
    const { runtime } = new Collector()
    const callback = langfuse({ runtime, ...keys })
    expect(callback.trace?.(none)?.traceId).toMatch(/^[0-9a-f]{32}$/)
    const traceparent = `00-${own.traceId}-${'c'.repeat(16)}-00`
    expect(callback.trace?.({ traceparent, tracestate: undefined })).toMatchObject({
      ...{ traceId: own.traceId, parentSpanId: 'c'.repeat(16) },
    })
    expect(langfuse({ runtime, ...keys, sampleRate: 0 }).trace?.(none)).toBeUndefined()
  })

  it('shows what is below another’s span as a trace all the same', async () => {
    const { root } = await shown(served({ trace: { ...own, parentSpanId: 'c'.repeat(16) } }))
    expect(root).toMatchObject({ parentSpanId: 'c'.repeat(16) })
    expect(root?.attributes).toMatchObject({ 'langfuse.internal.as_root': true })
  })

  it('works with ids that otel gave, and otel with its', async () => {
    const { runtime } = new Collector()
    const byOtel = otel({ runtime, endpoint: 'https://o.example/v1/traces' }).trace?.(none)
    expect((await shown(served({ trace: byOtel }))).root).toMatchObject({ traceId: byOtel?.traceId })
    const collector = new Collector()
    const tracer = otel({ runtime: collector.runtime, endpoint: 'https://o.example/v1/traces' })
    const byLangfuse = langfuse({ runtime, ...keys }).trace?.(none)
    tracer.on(served({ trace: byLangfuse }))
    expect((await collector.after(10_000))[0]).toMatchObject({
      traceId: byLangfuse?.traceId,
      spanId: byLangfuse?.spanId,
    })
  })
})
