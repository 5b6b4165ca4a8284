import { Secret } from '@turnout/core'
import { FakeTransport } from '@turnout/testing'
import { describe, expect, it } from 'vitest'
import { openaiCompatible } from '../openai-compatible/adapter.ts'
import { chatCall, eventStream, exchangeOf, failureOf, hear, json } from '../test-support/provider-call.test.ts'

const adapter = openaiCompatible({ name: 'acme', defaultBase: 'http://acme/v1' })
const given = { deployment: { provider: 'acme', apiKey: new Secret('sk-1') } }
const plainFailure = (answer: Parameters<typeof exchangeOf>[2]) =>
  failureOf(exchangeOf(adapter, chatCall({}, given), answer).exchange)
const streamFailure = (answer: Parameters<typeof exchangeOf>[2]) =>
  failureOf(exchangeOf(adapter, chatCall({}, { ...given, stream: true }), answer).exchange)

describe('openExchange', () => {
  it('hands on the head of a good answer', async () => {
    const answer = {
      headers: { 'content-type': 'application/json', 'x-request-id': 'r1' },
      pieces: ['{"choices":[{}]}'],
    }
    const { head } = await exchangeOf(adapter, chatCall(), answer).exchange
    expect(head).toEqual({ status: 200, headers: answer.headers })
  })

  it('makes an error of a status that is not 200, with its body in pieces', async () => {
    const answer = { ...json('{"error":{"mess', 'age":"slow down"}}'), status: 429 }
    expect(await plainFailure(answer)).toMatchObject({ kind: 'rate-limit', message: 'slow down', upstreamStatus: 429 })
    expect(await streamFailure(answer)).toMatchObject({ kind: 'rate-limit', message: 'slow down' })
  })

  it('believes the status alone where the error body is too long', async () => {
    const failure = await plainFailure({ ...json('x'.repeat(65 * 1024)), status: 503 })
    expect(failure).toMatchObject({ kind: 'unavailable', message: 'acme answered 503.' })
  })

  it('takes an error at its status where its body is cut', async () => {
    const answer = { ...json('{"err'), status: 429, breaksWith: new Error('reset') }
    const headers = { ...answer.headers, 'retry-after': '7' }
    expect(await plainFailure({ ...answer, headers })).toMatchObject({ kind: 'rate-limit', retryAfterMs: 7_000 })
  })

  it('does not read a page', async () => {
    const page = { headers: { 'content-type': 'text/html; charset=utf-8' }, pieces: ['{"choices":[{}]}'] }
    expect(await plainFailure(page)).toMatchObject({ kind: 'server', code: 'upstream_invalid_response' })
    expect(await streamFailure(page)).toMatchObject({ kind: 'server', code: 'upstream_invalid_response' })
  })

  it.each(['gzip', 'rot13'])('does not read what is packed, which it did not ask for: %s', async (coding) => {
    const packed = { headers: { ...json('').headers, 'content-encoding': coding }, pieces: ['{"choices":[{}]}'] }
    expect(await plainFailure(packed)).toMatchObject({ kind: 'server', code: 'upstream_invalid_response' })
    const stream = { headers: { ...eventStream('').headers, 'content-encoding': coding }, pieces: ['data: x'] }
    expect(await streamFailure(stream)).toMatchObject({ kind: 'server', code: 'upstream_invalid_response' })
  })

  it('reads what says that it is not packed', async () => {
    const plain = { headers: { ...json('').headers, 'content-encoding': 'identity' }, pieces: ['{"choices":[{}]}'] }
    expect((await exchangeOf(adapter, chatCall(), plain).exchange).head.status).toBe(200)
  })

  it.each([
    ['by its number', { message: 'slow down', code: 429 }, 'rate-limit'],
    ['by its code', { message: 'x', code: 'context_length_exceeded' }, 'context-window'],
    ['by its type', { message: 'x', type: 'overloaded_error' }, 'unavailable'],
    ['as a failure of the server, for want of a word', { message: 'x', code: null }, 'server'],
    ['as a failure of the server, where it is a text', 'x', 'server'],
  ])('knows an error in JSON where a stream was asked for, %s', async (_how, error, kind) => {
    expect(await streamFailure(json(JSON.stringify({ error })))).toMatchObject({ kind })
  })

  it('does not take a plain answer for a stream', async () => {
    const failure = await streamFailure(json('{"choices":[{}],"error":null}'))
    expect(failure).toMatchObject({ kind: 'server', code: 'upstream_invalid_response' })
  })

  it('reads a stream that names no type', async () => {
    const { exchange } = exchangeOf(adapter, chatCall({}, { stream: true }), { headers: {}, pieces: [': hi\n\n'] })
    expect((await hear((await exchange).batches)).raw).toBe(': hi\n\n')
  })

  it('closes the connection when the exchange is cancelled', async () => {
    const transport = new FakeTransport(() => eventStream(...Array(9).fill(': ping\n\n')))
    const call = chatCall({}, { stream: true })
    const exchange = await adapter.operations.chat?.({ ...call, runtime: { ...call.runtime, transport } })
    exchange?.cancel()
    expect(transport.seen[0]?.aborted).toBeDefined()
    exchange?.cancel()
  })
})
