import { inspect } from 'node:util'
import { type FakeAnswer, FakeTransport, testRuntime } from '@turnout/testing'
import { describe, expect, it } from 'vitest'
import { failureOf } from '../test-support/provider-call.test.ts'
import { requestToken } from './request-token.ts'

const secret = 's3cr3t'
const request = () => ({
  ...{ origin: 'https://login.example', path: '/token', method: 'POST' as const },
  ...{ headers: ['content-type', 'application/x-www-form-urlencoded'], body: `client_secret=${secret}` },
})

const ask = (answer: FakeAnswer) => {
  const runtime = testRuntime({ transport: new FakeTransport(() => answer) })
  return { runtime, token: requestToken(runtime, request()) }
}

describe('requestToken', () => {
  it.each([
    ['{"access_token":"t","expires_in":3599,"token_type":"Bearer"}', 3_599_000],
    ['{"access_token":"t","expires_in":"86399"}', 86_399_000],
    ['{"access_token":"t"}', 3_600_000],
    ['{"access_token":"t","expires_in":"soon"}', 3_600_000],
  ])('reads %s', async (body, lifetimeMs) => {
    const { token } = await ask({ pieces: [body] }).token.then((got) => ({ token: { ...got } }))
    expect(token.token.reveal()).toBe('t')
    expect(token.lifetimeMs).toBe(lifetimeMs)
  })

  it.each([
    [
      400,
      '{"error":"invalid_client","error_description":"AADSTS7000215: s3cr3t is wrong"}',
      'authentication',
      'invalid_client',
    ],
    [401, '{"error":"s3cr3t is wrong"}', 'authentication', '(401)'],
    [403, '<html>s3cr3t</html>', 'authentication', '(403)'],
    [429, '{"error":"slow_down"}', 'connection', '429 slow_down'],
    [503, '', 'connection', '503'],
    [302, '', 'authentication', '302'],
    [200, '{"token":"s3cr3t"}', 'connection', 'without a token'],
    [200, '<html>s3cr3t</html>', 'connection', 'without a token'],
  ])('says of %i %s: %s', async (status, body, kind, words) => {
    const failure = await failureOf(ask({ status, pieces: [body] }).token)
    expect(failure).toMatchObject({ kind, sent: false })
    expect(failure.message).toContain(words)
    expect(inspect(failure)).not.toContain(secret)
  })

  it('fails with connection where nobody is there', async () => {
    const failure = await failureOf(ask({ breaksWith: new Error('ECONNREFUSED') }).token)
    expect(failure).toMatchObject({ kind: 'connection', sent: false })
  })

  it('waits 10 s at most', async () => {
    const { runtime, token } = ask({ silent: true })
    const failure = failureOf(token)
    await runtime.clock.advance(10_000)
    expect(await failure).toMatchObject({ kind: 'connection', sent: false })
    expect(runtime.clock.pending).toBe(0)
  })
})
