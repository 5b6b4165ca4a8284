import type { TransportHandler } from '@turnout/core'
import { FakeTransport, testRuntime } from '@turnout/testing'
import { describe, expect, it, vi } from 'vitest'
import { post } from './post.ts'
import { Undelivered } from './undelivered.ts'

const given = { url: 'https://host.test:8443/a/b?c=d', headers: { 'x-key': 'secret' }, body: '[1]', timeoutMs: 10_000 }

describe('a post', () => {
  it('goes out as it is, and tells what came', async () => {
    const transport = new FakeTransport(() => ({ status: 429, headers: { 'retry-after': '7' }, pieces: ['sl', 'ow'] }))
    const runtime = testRuntime({ transport })
    expect(await post(runtime, given)).toEqual({
      ...{ status: 429, headers: { 'retry-after': '7' }, retryAfterMs: 7_000, body: 'slow' },
    })
    const [seen] = transport.seen
    expect(seen).toMatchObject({
      request: { origin: 'https://host.test:8443', path: '/a/b?c=d', method: 'POST', headers: ['x-key', 'secret'] },
      body: '[1]',
    })
    expect(runtime.clock.pending).toBe(0)
  })

  it('has the same list for what all posts have, and its own besides', async () => {
    const transport = new FakeTransport(() => ({}))
    const runtime = testRuntime({ transport })
    const posts = [given, { ...given, ownHeaders: { 'x-own': '1' } }, given, { ...given, url: 'https://other.test/' }]
    for (const one of posts) await post(runtime, one)
    const [first, second, third, other] = transport.seen.map(({ request }) => request)
    expect(third?.headers).toBe(first?.headers)
    expect(second).toMatchObject({ headers: ['x-key', 'secret', 'x-own', '1'], usualHeaders: ['x-key', 'secret'] })
    expect(other).toMatchObject({ origin: 'https://other.test', path: '/', headers: ['x-key', 'secret'] })
  })

  it('reads no more of an answer than its beginning', async () => {
    const transport = new FakeTransport(() => ({ pieces: Array.from({ length: 100 }, () => 'x'.repeat(1_000)) }))
    const { body } = await post(testRuntime({ transport }), given)
    expect(body).toHaveLength(8 * 1024)
    expect(transport.seen[0]?.aborted).toBeInstanceOf(Error)
  })

  it('ends where nobody answers', async () => {
    const transport = new FakeTransport(() => ({ silent: true }))
    const runtime = testRuntime({ transport })
    const posted = runtime.clock.finish(post(runtime, given))
    await expect(posted).rejects.toThrow(new Undelivered('no answer within 10 s'))
    expect([transport.seen[0]?.aborted, runtime.clock.pending]).toEqual([expect.any(Error), 0])
  })

  it('does not begin after its time', async () => {
    const begun: TransportHandler[] = []
    const runtime = testRuntime({ transport: { dispatch: (_, handler) => void begun.push(handler) } })
    await expect(runtime.clock.finish(post(runtime, given))).rejects.toThrow('no answer within 10 s')
    const abort = vi.fn()
    begun[0]?.onRequestStart({ pause() {}, resume() {}, abort })
    expect(abort).toHaveBeenCalledOnce()
  })

  it('tells a connection that breaks by its code, and nothing of what was sent', async () => {
    const breaksWith = Object.assign(new Error('secret'), { code: 'ECONNRESET' })
    const runtime = testRuntime({ transport: new FakeTransport(() => ({ breaksWith })) })
    await expect(post(runtime, given)).rejects.toThrow(new Undelivered('the connection failed (ECONNRESET)'))
    expect(runtime.clock.pending).toBe(0)
  })

  it('tells a transport that throws', async () => {
    const dispatch = (): never => {
      throw new TypeError('secret')
    }
    await expect(post(testRuntime({ transport: { dispatch } }), given)).rejects.toThrow('failed (TypeError)')
  })

  it.each(['file:///etc/passwd', 'ftp://host/', 'no url', 'https://user:password@host/', 'https://user@host/'])(
    'does not go to %s',
    async (url) => {
      const error = await post(testRuntime(), { ...given, url }).catch((thrown: unknown) => thrown)
      expect(error).toMatchObject({ name: 'Undelivered', again: false })
      expect(String(error)).not.toContain('password')
    },
  )
})
