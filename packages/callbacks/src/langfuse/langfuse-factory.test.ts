import type { JsonObject } from '@turnout/core'
import { describe, expect, it } from 'vitest'
import { Collector } from '../test-support/collector.test.ts'
import { contextOf } from '../test-support/context.test.ts'
import { endOf } from '../test-support/events.test.ts'
import { langfuseFactory } from './langfuse-factory.ts'

const keys = { LANGFUSE_PUBLIC_KEY: 'pk', LANGFUSE_SECRET_KEY: 'sk' }
const none = { traceparent: undefined, tracestate: undefined }
const make = (environment: Readonly<Record<string, string>>, settings: JsonObject = {}) => {
  const collector = new Collector()
  const { context, warnings } = contextOf('langfuse', collector.runtime, environment, settings)
  return { callback: langfuseFactory(context), collector, warnings }
}

async function sent(environment: Readonly<Record<string, string>>, settings: JsonObject = {}) {
  const { callback, collector } = make(environment, settings)
  callback?.on(endOf({ trace: callback.trace?.(none), attempts: [] }))
  await collector.after(10_000)
  return { ...collector.transport.seen[0], attributes: collector.spans[0]?.attributes }
}

describe('langfuseFactory', () => {
  it.each([
    [{}, 'https://cloud.langfuse.com'],
    [{ LANGFUSE_HOST: 'https://a.example' }, 'https://a.example'],
    [{ LANGFUSE_HOST: 'a.example' }, 'https://a.example'],
    [{ LANGFUSE_BASE_URL: 'http://b.example:3000/' }, 'http://b.example:3000'],
    [{ LANGFUSE_HOST: 'https://a.example', LANGFUSE_OTEL_HOST: 'https://c.example' }, 'https://c.example'],
  ])('sends with %o to %s', async (variables, origin) => {
    const { request } = await sent({ ...keys, ...variables })
    expect(request).toMatchObject({ origin, path: '/api/public/otel/v1/traces' })
  })

  it('says environment and release where they are stated', async () => {
    const variables = { LANGFUSE_TRACING_ENVIRONMENT: 'prod', LANGFUSE_RELEASE: 'v7' }
    expect((await sent({ ...keys, ...variables })).attributes).toMatchObject({
      ...{ 'langfuse.environment': 'prod', 'langfuse.release': 'v7' },
    })
  })

  it('takes settings before variables', async () => {
    expect((await sent(keys, { host: 'https://d.example' })).request).toMatchObject({ origin: 'https://d.example' })
  })

  it('samples a share where one is stated', () => {
    expect(make({ ...keys, LANGFUSE_SAMPLE_RATE: '0' }).callback?.trace?.(none)).toBeUndefined()
    expect(make({ ...keys, LANGFUSE_SAMPLE_RATE: 'all' }).callback?.trace?.(none)).toBeDefined()
  })

  it.each([
    [{}, 'LANGFUSE_PUBLIC_KEY and LANGFUSE_SECRET_KEY are not both set, so nothing is sent to Langfuse'],
    [
      { LANGFUSE_PUBLIC_KEY: 'pk' },
      'LANGFUSE_PUBLIC_KEY and LANGFUSE_SECRET_KEY are not both set, so nothing is sent to Langfuse',
    ],
    [{ ...keys, LANGFUSE_HOST: 'ftp://x' }, 'LANGFUSE_HOST is no http or https URL, so nothing is sent to Langfuse'],
  ])('makes nothing of %o, and warns once', (environment, warning) => {
    const { callback, warnings } = make(environment)
    expect(callback).toBeUndefined()
    expect(warnings).toEqual([warning])
  })
})
