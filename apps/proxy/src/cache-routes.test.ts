import { once } from 'node:events'
import { connect } from 'node:net'
import { fromObject } from '@turnout/config-loader'
import { type Json, Secret, systemClock } from '@turnout/core'
import { createRouterFrom, type RouterCache } from '@turnout/router'
import fastify from 'fastify'
import { pino } from 'pino'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { EventFeed } from './event-feed.ts'
import { frontOf } from './front.ts'
import { KeepAlive } from './keep-alive.ts'
import { Observers } from './observers.ts'
import { RunningRequests } from './running-requests.ts'
import { addServiceRoutes } from './service-routes.ts'
import { keptAnswers } from './test-support/kept-answers.test.ts'
import type { Worker } from './worker.ts'

const stops: (() => Promise<unknown>)[] = []
afterEach(() => Promise.all(stops.splice(0).map((stop) => stop())))

/** The service routes of a proxy whose router keeps answers in this. */
async function serve(cache?: RouterCache, worker?: Worker) {
  const { config } = fromObject({ general_settings: { master_key: 'sk-1', max_request_size_mb: 0.01 } })
  if (!config) throw new Error('not a configuration')
  const router = await createRouterFrom(config)
  const { generation } = router
  const front = frontOf({ ...generation, ...(cache ? { cache } : {}) })
  const log = pino({ level: 'silent' })
  const observers = new Observers({
    clock: systemClock,
    log,
    sink: undefined,
    worker: undefined,
    server: { recentDecisions: 1, metrics: true },
  })
  const feed = new EventFeed((callback) => router.listen(callback), systemClock)
  const [app, running] = [fastify(), new RunningRequests()]
  addServiceRoutes(app, {
    ...{ front: () => front, configHealth: () => ({ generation: 1, loaded_at: '' }), state: () => router.state() },
    ...{ observers, feed, keepAlive: new KeepAlive(systemClock), readiness: () => 'healthy' as const, running },
    ...{ clock: systemClock, worker, leftOut: () => [] },
  })
  const url = await app.listen({ port: 0, host: '127.0.0.1' })
  stops.push(async () => {
    await app.close()
    await router.close()
  })
  const headers = { authorization: 'Bearer sk-1', 'content-type': 'application/json' }
  const told = async (answer: Promise<Response>) => {
    const { status, text } = await answer.then(async (it) => ({ status: it.status, text: await it.text() }))
    return { status, text, body: JSON.parse(text) as { readonly error?: object } }
  }
  return {
    ...{ url, running },
    ping: () => told(fetch(`${url}/cache/ping`, { headers })),
    remove: (body: string) => told(fetch(`${url}/cache/delete`, { method: 'POST', headers, body })),
  }
}

const password = 'canary-5'
const redis = { url: new Secret(`redis://u:${password}@one:7000`) }
const fails = () => Promise.reject(new Error(`WRONGPASS ${password}`))

describe('without a cache', () => {
  it('both are a 404 that says how to have one', async () => {
    const { ping, remove } = await serve()
    for (const { status, body } of [await ping(), await remove('{"keys":["a"]}')]) {
      expect(status).toBe(404)
      expect(body.error).toMatchObject({ code: 'cache_off', message: expect.stringContaining('cache_responses') })
    }
  })
})

it.each(['GET', 'POST'])('%s wants the key', async (method) => {
  const cache = keptAnswers({}, { ping: vi.fn(), delete: vi.fn() })
  const { url } = await serve(cache)
  const path = method === 'GET' ? '/cache/ping' : '/cache/delete'
  const { status } = await fetch(`${url}${path}`, { method, ...(method === 'POST' ? { body: '{"keys":["a"]}' } : {}) })
  expect(status).toBe(401)
  expect([cache.ping, cache.delete].map((one) => vi.mocked(one).mock.calls)).toEqual([[], []])
})

describe('a ping', () => {
  it('tells LiteLLM’s words and how answers are kept', async () => {
    const { status, body } = await (await serve(keptAnswers())).ping()
    expect([status, body]).toMatchObject([200, { status: 'healthy', cache_type: 'local', ping_response: true }])
    expect(body).not.toHaveProperty('worker')
  })

  it('tells why it failed', async () => {
    const { ping } = await serve(keptAnswers({}, { ping: () => Promise.reject(new Error('it is away')) }))
    const { status, body } = await ping()
    expect([status, body.error]).toMatchObject([503, { code: 'cache_unavailable' }])
    expect(body.error).toMatchObject({ message: expect.stringContaining('it is away') })
  })

  it('tells no secret, well or not', async () => {
    const answers = [await (await serve(keptAnswers({ redis }))).ping()]
    const { ping, remove } = await serve(keptAnswers({ redis }, { ping: fails, delete: fails }))
    answers.push(await ping(), await remove('{"keys":["a"]}'))
    expect(answers.map(({ status }) => status)).toEqual([200, 503, 503])
    for (const { text } of answers) expect(text).not.toMatch(/canary|\.ts:/)
  })
})

describe('a delete', () => {
  it('forgets what is there, and tells how many', async () => {
    const cache = keptAnswers()
    for (const key of ['a', 'b', 'c']) cache.keys.add(key)
    const { remove } = await serve(cache)
    expect(await remove('{"keys":["a","c","nobody"]}')).toMatchObject({
      ...{ status: 200, body: { status: 'success', deleted: 2 } },
    })
    expect([...cache.keys]).toEqual(['b'])
  })

  it.each([
    ['no body', '', 'invalid_json'],
    ['no JSON', 'keys=a', 'invalid_json'],
    ['no keys', '{}', 'missing_required_parameter'],
  ])('refuses %s', async (_what, text, code) => {
    const { remove } = await serve(keptAnswers())
    expect(await remove(text)).toMatchObject({ status: 400, body: { error: { code, type: 'invalid_request_error' } } })
  })

  it('takes a body of any type, and none that is too large', async () => {
    const cache = keptAnswers()
    cache.keys.add('a')
    const { url, remove } = await serve(cache)
    const headers = { authorization: 'Bearer sk-1', 'content-type': 'text/plain' }
    const answer = await fetch(`${url}/cache/delete`, { method: 'POST', headers, body: '{"keys":["a"]}' })
    expect(await answer.json()).toEqual({ status: 'success', deleted: 1 })
    const large = await remove(JSON.stringify({ keys: Array.from({ length: 9 }, () => 'x'.repeat(4_000)) }))
    expect(large).toMatchObject({ status: 413, body: { error: { code: 'request_too_large' } } })
  })

  it('forgets its caller where that leaves with half of the body', async () => {
    const { url, running, ping } = await serve(keptAnswers())
    const socket = connect(Number(new URL(url).port), '127.0.0.1')
    await once(socket, 'connect')
    socket.write(
      'POST /cache/delete HTTP/1.1\r\nhost: x\r\nauthorization: Bearer sk-1\r\ncontent-length: 99\r\n\r\n{"keys',
    )
    await vi.waitUntil(() => running.count === 1)
    socket.destroy()
    await vi.waitUntil(() => running.count === 0)
    expect((await ping()).status).toBe(200)
  })
})

describe('one of several workers', () => {
  /** Two workers; this one is the first. */
  function pair(others: readonly Json[]) {
    const tellers: ((about: Json) => Json | Promise<Json>)[] = []
    const worker: Worker = {
      ...{ id: 1, count: 2 },
      collect: async (_name, about = null) => [...(await Promise.all(tellers.map((tell) => tell(about)))), ...others],
      provide: (name, tell) => void (name === 'cache-delete' && tellers.push(tell)),
    }
    return { worker, tellers }
  }

  it('has all of them forget what each keeps for itself', async () => {
    const cache = keptAnswers()
    cache.keys.add('a')
    const { ping, remove } = await serve(cache, pair([3]).worker)
    expect((await remove('{"keys":["a"]}')).body).toEqual({ status: 'success', deleted: 4 })
    expect(cache.keys.size).toBe(0)
    expect((await ping()).body).toMatchObject({ worker: { id: 1, of: 2 } })
  })

  it('asks nobody where Redis keeps them for all', async () => {
    const cache = keptAnswers({ redis })
    cache.keys.add('a')
    const { remove } = await serve(cache, pair([3]).worker)
    expect((await remove('{"keys":["a"]}')).body).toEqual({ status: 'success', deleted: 1 })
  })

  it('forgets nothing where it keeps nothing, whatever it is asked', async () => {
    const { worker, tellers } = pair([])
    await serve(undefined, worker)
    expect(await tellers[0]?.(['a'])).toBe(0)
    const cache = keptAnswers()
    cache.keys.add('a')
    const other = pair([])
    await serve(cache, other.worker)
    expect([await other.tellers[0]?.({ keys: 1 }), await other.tellers[0]?.([1, 'a'])]).toEqual([0, 1])
  })
})
