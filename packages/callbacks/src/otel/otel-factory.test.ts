import type { JsonObject } from '@turnout/core'
import { describe, expect, it, vi } from 'vitest'
import { Collector } from '../test-support/collector.test.ts'
import { contextOf } from '../test-support/context.test.ts'
import { endOf } from '../test-support/events.test.ts'
import { readOtlp } from '../test-support/read-otlp.test.ts'
import { otelFactory } from './otel-factory.ts'

const base = { OTEL_EXPORTER_OTLP_ENDPOINT: 'http://otel.example:4318' }
const none = { traceparent: undefined, tracestate: undefined }
const make = (environment: Readonly<Record<string, string>>, settings: JsonObject = {}) => {
  const collector = new Collector()
  const { context, warnings } = contextOf('otel', collector.runtime, environment, settings)
  const callback = otelFactory(context)
  return { callback, collector, warnings }
}

/** What arrives of one request. */
async function sent(environment: Readonly<Record<string, string>>, settings: JsonObject = {}) {
  const { callback, collector, warnings } = make(environment, settings)
  const trace = callback?.trace?.(none) ?? expect.fail('nothing is traced')
  callback?.on(endOf({ trace }))
  await collector.after(5_000)
  const [seen] = collector.transport.seen
  return { seen, url: seen && seen.request.origin + seen.request.path, exported: collector.exports[0], warnings }
}

describe('otelFactory', () => {
  it.each([
    [base, 'http://otel.example:4318/v1/traces'],
    [{ OTEL_EXPORTER_OTLP_ENDPOINT: 'http://a.example/x/' }, 'http://a.example/x/v1/traces'],
    [{ ...base, OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: 'https://b.example/own' }, 'https://b.example/own'],
    [{ OTEL_ENDPOINT: 'http://c.example:4318' }, 'http://c.example:4318/v1/traces'],
    [{ OTEL_EXPORTER: 'otlp_http', OTEL_ENDPOINT: 'http://c.example/v1/traces' }, 'http://c.example/v1/traces'],
  ])('sends with %o to %s', async (environment, url) => {
    expect((await sent(environment)).url).toBe(url)
  })

  it('takes settings before variables', async () => {
    const settings = { endpoint: 'http://d.example', headers: { 'x-own': '1' }, service_name: 'gate' }
    const { url, seen, exported } = await sent({ ...base, OTEL_SERVICE_NAME: 'other' }, settings)
    expect(url).toBe('http://d.example/v1/traces')
    expect(seen?.headers).toMatchObject({ 'x-own': '1' })
    expect(exported?.resource).toMatchObject({ 'service.name': 'gate' })
  })

  it('sends the headers that variables state', async () => {
    const general = { ...base, OTEL_EXPORTER_OTLP_HEADERS: 'authorization=Bearer%20x,a=1' }
    expect((await sent(general)).seen?.headers).toMatchObject({ authorization: 'Bearer x', a: '1' })
    const own = { ...general, OTEL_EXPORTER_OTLP_TRACES_HEADERS: 'b=2' }
    expect((await sent(own)).seen?.headers).toMatchObject({ b: '2' })
    expect((await sent({ ...base, OTEL_HEADERS: 'c=3' })).seen?.headers).toMatchObject({ c: '3' })
  })

  it('says who it is', async () => {
    expect((await sent(base)).exported?.resource).toMatchObject({ 'service.name': 'turnout' })
    const stated = { ...base, OTEL_RESOURCE_ATTRIBUTES: 'service.name=a,deployment.environment.name=prod' }
    expect((await sent(stated)).exported?.resource).toMatchObject({
      ...{ 'service.name': 'a', 'deployment.environment.name': 'prod' },
    })
    const named = { ...stated, OTEL_SERVICE_NAME: 'b' }
    expect((await sent(named)).exported?.resource).toMatchObject({ 'service.name': 'b' })
  })

  it.each([
    [{}, {}, ['OTEL_EXPORTER_OTLP_ENDPOINT is not set, so no spans are made']],
    [{ OTEL_ENDPOINT: 'otel:4317' }, {}, ['OTEL_EXPORTER_OTLP_ENDPOINT is no http or https URL, so no spans are made']],
    [{ ...base, OTEL_SDK_DISABLED: 'TRUE' }, {}, []],
    [{ ...base, OTEL_TRACES_EXPORTER: 'none' }, {}, []],
    [
      { ...base, OTEL_EXPORTER: 'otlp_grpc' },
      {},
      ['spans go out over HTTP or to the console, not by otlp_grpc: none are made'],
    ],
    [
      { ...base, OTEL_EXPORTER_OTLP_PROTOCOL: 'grpc' },
      {},
      ['spans go out over HTTP or to the console, not by grpc: none are made'],
    ],
  ])('makes nothing of %o and %o, and warns as it should', (environment, settings, expected) => {
    const { callback, warnings } = make(environment, settings)
    expect(callback).toBeUndefined()
    expect(warnings).toEqual(expected)
  })

  it('samples as it is told, and says where it cannot', () => {
    expect(make({ ...base, OTEL_TRACES_SAMPLER: 'always_off' }).callback?.trace?.(none)).toBeUndefined()
    const share = { ...base, OTEL_TRACES_SAMPLER: 'traceidratio', OTEL_TRACES_SAMPLER_ARG: '0' }
    expect(make(share).callback?.trace?.(none)).toBeUndefined()
    const unknown = make({ ...base, OTEL_TRACES_SAMPLER: 'jaeger_remote' })
    expect(unknown.callback?.trace?.(none)).toBeDefined()
    expect(unknown.warnings).toHaveLength(1)
    const wrong = make({ ...share, OTEL_TRACES_SAMPLER_ARG: '2' })
    expect(wrong.callback?.trace?.(none)).toBeDefined()
    expect(wrong.warnings).toHaveLength(1)
  })

  it('waits and counts as the variables say', async () => {
    const variables = {
      OTEL_BSP_MAX_QUEUE_SIZE: '3',
      OTEL_BSP_SCHEDULE_DELAY: '70',
      OTEL_BSP_MAX_EXPORT_BATCH_SIZE: 'x',
    }
    const { callback, collector } = make({ ...base, ...variables })
    const trace = callback?.trace?.(none)
    for (let i = 0; i < 5; i++) callback?.on(endOf({ trace, attempts: [] }))
    expect(callback?.losses?.().dropped).toBe(2)
    await collector.after(60)
    expect(collector.transport.seen).toHaveLength(0)
    expect(await collector.after(10)).toHaveLength(3)
  })

  it('writes to the console where that is asked for', async () => {
    const lines: string[] = []
    const write = vi.spyOn(process.stderr, 'write').mockImplementation((text) => lines.push(String(text)) > 0)
    try {
      const { callback, collector } = make({ OTEL_EXPORTER: 'console' })
      callback?.on(endOf({ trace: callback.trace?.(none), attempts: [] }))
      await collector.after(1_000)
    } finally {
      write.mockRestore()
    }
    expect(lines.map((line) => readOtlp(line).spans.length)).toEqual([1])
  })

  it('tells no content where `message_logging` is off', async () => {
    const { callback, collector } = make(base, { message_logging: false })
    const content = { request: { messages: [{ role: 'user', content: 'private' }] } }
    callback?.on(endOf({ trace: callback.trace?.(none), attempts: [], content }))
    await collector.after(5_000)
    expect(collector.transport.seen[0]?.body).not.toContain('private')
  })
})
