import { Secret } from '@turnout/core'
import { describe, expect, it } from 'vitest'
import { chatCall, exchangeOf, failureOf, json, providerCall } from '../test-support/provider-call.test.ts'
import { cohere } from './cohere.ts'

const message = '{"id":"c","finish_reason":"COMPLETE","message":{"role":"assistant","content":[]}}'

describe('cohere', () => {
  it.each([
    [undefined, 'https://api.cohere.com/v2/chat'],
    ['http://h/', 'http://h/v2/chat'],
    ['http://h/v1', 'http://h/v2/chat'],
    ['http://h/cohere/v2/', 'http://h/cohere/v2/chat'],
    ['http://h/v1/rerank', 'http://h/v2/chat'],
  ])('with the base %s asks %s', async (apiBase, url) => {
    const { transport, exchange } = exchangeOf(
      cohere(),
      chatCall({}, { deployment: apiBase ? { apiBase } : {} }),
      json(message),
    )
    await exchange
    const { request } = transport.seen[0] ?? expect.fail('nothing was sent')
    expect(request.origin + request.path).toBe(url)
  })

  it('has a path for each operation, and sends the key', async () => {
    const deployment = { apiKey: new Secret('k'), settings: { extra_headers: { 'x-client-name': 'c' } } }
    const calls = [
      exchangeOf(cohere(), providerCall('embedding', { input: 'a' }, { deployment }), {}),
      exchangeOf(cohere(), providerCall('rerank', { query: 'a', documents: ['b'] }, { deployment }), {}),
    ]
    const seen = calls.map(({ transport }) => transport.seen[0])
    expect(seen.map((sent) => sent?.request.path)).toEqual(['/v2/embed', '/v2/rerank'])
    for (const sent of seen) expect(sent?.headers).toMatchObject({ authorization: 'Bearer k', 'x-client-name': 'c' })
  })

  it.each([
    [404, 'model not found', 'not-found'],
    [429, 'trial key limit', 'rate-limit'],
    [498, 'invalid token', 'content-policy'],
    [501, 'not implemented', 'server'],
    [504, 'gateway timeout', 'timeout'],
  ])('calls a %i (%s) %s', async (status, text, kind) => {
    const answer = { ...json(JSON.stringify({ id: 'x', message: text })), status }
    const call = chatCall({}, { deployment: { provider: 'cohere' } })
    expect(await failureOf(exchangeOf(cohere(), call, answer).exchange)).toMatchObject({
      ...{ kind, upstreamStatus: status, message: expect.stringContaining(text) },
    })
  })

  it.each([
    ['ERROR', 'server'],
    ['TIMEOUT', 'timeout'],
  ])('calls an answer that ended in %s a failure, whatever its status', async (reason, kind) => {
    const answer = json(message.replace('COMPLETE', reason))
    expect(await failureOf(exchangeOf(cohere(), chatCall(), answer).exchange)).toMatchObject({ kind })
  })
})
