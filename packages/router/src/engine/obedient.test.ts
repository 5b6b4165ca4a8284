import type { Batch, ChunkBatch, Exchange, ProviderAdapter, RouterEvent } from '@turnout/core'
import { settle, testRuntime } from '@turnout/testing'
import { describe, expect, it } from 'vitest'
import { createRouter } from '../create-router.ts'

const hello: ChunkBatch<'chat'> = {
  kind: 'chunks',
  facts: { content: true, choices: 1, finished: [], done: false },
  chunks: () => [],
}

/** A stream that says something and then nothing more, written as a class. */
class Stream implements Exchange<'chat'> {
  readonly head = { status: 200, headers: { 'x-ratelimit-note': 'café €', 'x-ratelimit-limit-requests': '9' } }
  cancelled = 0

  get batches(): AsyncIterable<Batch<'chat'>> {
    return (async function* () {
      yield hello
      await new Promise(() => {})
    })()
  }

  cancel(): void {
    this.cancelled++
  }
}

function setUp(params: object = {}, chat?: () => Promise<Exchange<'chat'>>) {
  const stream = new Stream()
  const own: ProviderAdapter = { name: 'own', operations: { chat: chat ?? (async () => stream) } }
  const events: RouterEvent[] = []
  const router = createRouter({
    modelList: [{ modelName: 'main', litellmParams: { model: 'own/m', ...params } }],
    ...{ providers: { own }, runtime: testRuntime() },
    ...{ callbacks: [{ name: 'ears', on: (event) => void events.push(event) }] },
  })
  return { router, stream, ended: () => events.filter(({ type }) => type === 'request-end') }
}

const request = { model: 'main', messages: [{ role: 'user' as const, content: 'hi' }], stream: true }

describe('an adapter of one’s own', () => {
  it('may give an exchange that is an instance of a class: it is cancelled when the caller leaves', async () => {
    const { router, stream, ended } = setUp()
    const reply = await router.call('chat', request)
    await reply.next()
    reply.cancel()
    await settle()
    expect(stream.cancelled).toBeGreaterThan(0)
    expect(ended()).toMatchObject([{ failure: { kind: 'cancelled' } }])
  })

  it('may fail where it cancels: the request has ended all the same', async () => {
    const { router, stream, ended } = setUp()
    stream.cancel = () => {
      throw new Error('not again')
    }
    const reply = await router.call('chat', request)
    await reply.next()
    reply.cancel()
    await settle()
    expect(ended()).toMatchObject([{ failure: { kind: 'cancelled' } }])
  })

  it('may throw at once where it should promise: the answer breaks off, and its slot is free', async () => {
    let reads = 0
    const next = () => {
      if (++reads % 2 === 0) throw new Error('not like this')
      return Promise.resolve({ done: false as const, value: hello })
    }
    const batches: AsyncIterable<Batch<'chat'>> = { [Symbol.asyncIterator]: () => ({ next }) }
    const exchange = { head: { status: 200, headers: {} }, batches, cancel() {} }
    const { router, ended } = setUp({ maxParallelRequests: 1 }, async () => exchange)
    for (let round = 0; round < 3; round++) {
      const reply = await router.call('chat', request)
      await reply.next()
      await expect(reply.next()).rejects.toMatchObject({ kind: 'server' })
    }
    expect(ended()).toHaveLength(3)
  })

  it('may fail to tell the usage: the attempt has ended all the same, and its slot is free', async () => {
    const usage = () => {
      throw new Error('no idea')
    }
    const whole = { kind: 'whole' as const, raw: Buffer.from('{}'), result: (): never => usage(), usage }
    const batches: Exchange<'chat'>['batches'] = (async function* () {})()
    const exchange = { head: { status: 200, headers: {} }, whole, batches, cancel() {} }
    const { router } = setUp({ maxParallelRequests: 1 }, async () => exchange)
    for (let round = 0; round < 3; round++) {
      const reply = await router.call('chat', { ...request, stream: false })
      expect(reply.whole()).toBe(whole)
    }
  })

  it('may give headers that cannot be told: they are left out, and the answer is served', async () => {
    const { router, ended } = setUp()
    const response = await router.fetch('http://h/v1/chat/completions', {
      method: 'POST',
      body: JSON.stringify(request),
    })
    expect(response.status).toBe(200)
    expect([...response.headers].filter(([name]) => name.startsWith('x-ratelimit-'))).toEqual([
      ['x-ratelimit-limit-requests', '9'],
    ])
    await response.body?.cancel()
    expect(ended()).toHaveLength(1)
  })
})
