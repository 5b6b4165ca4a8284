import { CancelScope } from '@turnout/core'
import { settle } from '@turnout/testing'
import { describe, expect, it, vi } from 'vitest'
import { failureOf } from '../test-support/provider-call.test.ts'
import { begun, collecting, request, wire } from '../test-support/wire.test.ts'
import { send } from './send.ts'

const reset = Object.assign(new Error('socket hang up'), { code: 'ECONNRESET' })
const text = (bytes: Uint8Array | undefined) => bytes && Buffer.from(bytes).toString()
const kilobytes = (count: number) => Buffer.alloc(count * 1024, 'x')

describe('send', () => {
  it('resolves with the head, not with an informational one', async () => {
    const upstream = wire()
    upstream.begin()
    const resolved = vi.fn()
    upstream.answer.then(resolved)
    upstream.head(103)
    await settle()
    expect(resolved).not.toHaveBeenCalled()
    upstream.head(429)
    expect(await upstream.answer).toMatchObject({ status: 429, headers: { 'content-type': 'x' } })
  })

  it('says that a provider could not be reached', async () => {
    const upstream = wire()
    upstream.fail(Object.assign(new Error('no'), { code: 'ECONNREFUSED' }))
    const failure = await failureOf(upstream.answer)
    expect(failure).toMatchObject({ kind: 'connection', code: undefined })
    expect(failure.message).toContain('ECONNREFUSED')
  })

  it('calls it a timeout when connecting took too long', async () => {
    const upstream = wire()
    upstream.fail(Object.assign(new Error('no'), { code: 'UND_ERR_CONNECT_TIMEOUT' }))
    expect((await failureOf(upstream.answer)).kind).toBe('timeout')
  })

  it('takes a transport that throws for one that cannot be reached', async () => {
    const dispatch = () => {
      throw new Error('closed')
    }
    expect((await failureOf(send({ dispatch }, request, new CancelScope()))).kind).toBe('connection')
  })
})

describe('HttpAnswer.read', () => {
  it('gives what has arrived since the last read, then the end', async () => {
    const upstream = await begun()
    const answer = await upstream.answer
    upstream.data('a')
    upstream.data('b')
    expect(text(await answer.read())).toBe('ab')
    const next = answer.read()
    upstream.data('c')
    expect(text(await next)).toBe('c')
    upstream.end()
    expect(await answer.read()).toBeUndefined()
    expect(await answer.read()).toBeUndefined()
  })

  it('gives what came before the connection broke, then says so', async () => {
    const upstream = await begun()
    const answer = await upstream.answer
    upstream.data('a')
    upstream.fail(reset)
    expect(text(await answer.read())).toBe('a')
    expect(await failureOf(answer.read())).toMatchObject({
      kind: 'connection',
      code: 'upstream_truncated',
      cause: reset,
    })
  })

  it('tells the upstream to wait above 64 KiB, and to go on once that is read', async () => {
    const upstream = await begun()
    upstream.data(kilobytes(64))
    expect(upstream.controller.pause).not.toHaveBeenCalled()
    upstream.data('x')
    upstream.data('x')
    expect(upstream.controller.pause).toHaveBeenCalledOnce()
    await (await upstream.answer).read()
    expect(upstream.controller.resume).toHaveBeenCalledOnce()
  })

  it('pauses again when it fills again', async () => {
    const upstream = await begun()
    for (let round = 1; round <= 2; round++) {
      upstream.data(kilobytes(65))
      expect(upstream.controller.pause).toHaveBeenCalledTimes(round)
      await (await upstream.answer).read()
    }
    expect(upstream.controller.resume).toHaveBeenCalledTimes(2)
  })
})

describe('an answer that is wanted as a whole', () => {
  it('is there at its end', async () => {
    const upstream = collecting(3)
    const resolved = vi.fn()
    upstream.answer.then(resolved)
    upstream.data('a')
    upstream.data('bc')
    await settle()
    expect(resolved).not.toHaveBeenCalled()
    upstream.end()
    expect(text((await upstream.answer).body)).toBe('abc')
  })

  it('may be empty', async () => {
    const upstream = collecting(3)
    upstream.end()
    expect(text((await upstream.answer).body)).toBe('')
  })

  it('is not paused', async () => {
    const upstream = collecting(1024 * 1024)
    upstream.data(kilobytes(557))
    upstream.end()
    expect((await upstream.answer).body.byteLength).toBe(557 * 1024)
    expect(upstream.controller.pause).not.toHaveBeenCalled()
  })

  it('is refused above the limit, and the connection closed', async () => {
    const upstream = collecting(3)
    upstream.data('abcd')
    expect(await failureOf(upstream.answer)).toMatchObject({ kind: 'server', code: 'upstream_too_large' })
    expect(upstream.controller.abort).toHaveBeenCalledOnce()
  })

  it('fails when the connection breaks', async () => {
    const upstream = collecting(3)
    upstream.data('a')
    upstream.fail(reset)
    expect(await failureOf(upstream.answer)).toMatchObject({ kind: 'connection', code: 'upstream_truncated' })
  })

  it('comes on demand where it is none', async () => {
    const upstream = collecting(3, 500)
    upstream.data('abcd')
    upstream.end()
    expect(text(await (await upstream.answer).read())).toBe('abcd')
  })
})
