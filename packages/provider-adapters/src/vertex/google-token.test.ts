import { generateKeyPairSync, verify } from 'node:crypto'
import type { Deployment } from '@turnout/core'
import { Secret } from '@turnout/core'
import { FakeTransport, testRuntime } from '@turnout/testing'
import { describe, expect, it } from 'vitest'
import { failureOf, json } from '../test-support/provider-call.test.ts'
import { CredentialsSource } from './credentials-source.ts'
import { parseCredentials } from './google-credentials.ts'
import { googleToken } from './google-token.ts'

const { publicKey, privateKey } = generateKeyPairSync('rsa', {
  modulusLength: 2048,
  privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  publicKeyEncoding: { type: 'spki', format: 'pem' },
})
const account = {
  type: 'service_account',
  ...{ project_id: 'p', private_key_id: 'kid', private_key: privateKey, client_email: 'me@p.example' },
  token_uri: 'https://tokens.example/token',
}
const user = { type: 'authorized_user', client_id: 'c', client_secret: 's', refresh_token: 'r' }

async function asked(credentials: object | undefined, answer = json('{"access_token":"ya29","expires_in":3599}')) {
  const transport = new FakeTransport(() => answer)
  const parsed = credentials && parseCredentials(JSON.stringify(credentials))
  const token = await googleToken({ ...testRuntime(), transport }, parsed)
  const { request, headers, body } = transport.seen[0] ?? expect.fail('nothing was asked')
  return { token, url: request.origin + request.path, method: request.method, headers, form: new URLSearchParams(body) }
}

const part = (text: string | undefined) => JSON.parse(Buffer.from(text ?? '', 'base64url').toString())

describe('a token of Google', () => {
  it.each([
    ['as it is', privateKey],
    ['with its line ends written out', privateKey.replaceAll('\n', '\\n')],
  ])("comes for a service account's signed word; the key %s", async (_how, private_key) => {
    const { url, method, form, token } = await asked({ ...account, private_key })
    expect({ url, method }).toEqual({ url: 'https://tokens.example/token', method: 'POST' })
    expect(form.get('grant_type')).toBe('urn:ietf:params:oauth:grant-type:jwt-bearer')
    const [header, claims, signature = ''] = (form.get('assertion') ?? '').split('.')
    expect(part(header)).toEqual({ alg: 'RS256', typ: 'JWT', kid: 'kid' })
    const iat = 1_700_001_000
    expect(part(claims)).toEqual({
      ...{ iss: 'me@p.example', aud: 'https://tokens.example/token', iat, exp: iat + 3_600 },
      scope: 'https://www.googleapis.com/auth/cloud-platform',
    })
    const signed = Buffer.from(`${header}.${claims}`)
    expect(verify('RSA-SHA256', signed, publicKey, Buffer.from(signature, 'base64url'))).toBe(true)
    expect({ token: token.token.reveal(), lifetimeMs: token.lifetimeMs }).toEqual({
      token: 'ya29',
      lifetimeMs: 3_599_000,
    })
  })

  it('comes for the refresh token of a user', async () => {
    const { url, form } = await asked(user)
    expect(url).toBe('https://oauth2.googleapis.com/token')
    expect(Object.fromEntries(form)).toEqual({
      ...{ grant_type: 'refresh_token', client_id: 'c', client_secret: 's', refresh_token: 'r' },
    })
  })

  it('comes from the machine where there are no credentials', async () => {
    const { url, method, headers } = await asked(undefined)
    expect(url).toBe('http://metadata.google.internal/computeMetadata/v1/instance/service-accounts/default/token')
    expect({ method, flavor: headers['metadata-flavor'] }).toEqual({ method: 'GET', flavor: 'Google' })
  })

  it('is refused without a word of the key', async () => {
    const refusal = { ...json('{"error":"invalid_grant","error_description":"secret words"}'), status: 400 }
    const failure = await failureOf(asked(account, refusal))
    expect(failure).toMatchObject({ kind: 'authentication' })
    expect(failure.message).not.toContain('secret words')
    const unreadable = await failureOf(asked({ ...account, private_key: 'sekrit' }))
    expect(unreadable).toMatchObject({ code: 'deployment_misconfigured' })
    expect(JSON.stringify([unreadable.message, String(unreadable.cause)])).not.toContain('sekrit')
  })
})

describe('parseCredentials', () => {
  it.each([
    ['not JSON', 'x', 'neither'],
    ['no type', '{}', 'neither'],
    ['a part of an account', '{"type":"service_account","private_key":"sekrit"}', 'neither'],
    ['another type', '{"type":"external_account"}', 'external_account'],
  ])('does not take %s', (_what, text, says) => {
    expect(() => parseCredentials(text)).toThrow(
      expect.objectContaining({ code: 'deployment_misconfigured', message: expect.stringContaining(says) }),
    )
  })
})

describe('CredentialsSource', () => {
  const deployment = (given: object) => ({ secrets: {}, ...given }) as unknown as Deployment
  const text = JSON.stringify(user)

  it.each([
    ['in its text', { secrets: { vertex_credentials: new Secret(text) } }],
    ['in a file', { secrets: { vertex_credentials: new Secret('/a.json') } }],
    ['by their other name', { secrets: { vertex_ai_credentials: new Secret('/a.json') } }],
  ])('finds them %s', async (_where, given) => {
    const source = new CredentialsSource(async (path) => (path === '/a.json' ? text : expect.fail(path)))
    expect(await source.of(deployment(given))).toMatchObject(user)
  })

  it('finds none where none are stated', async () => {
    expect(await new CredentialsSource().of(deployment({}))).toBeUndefined()
  })

  it('reads a file once, and again after a failure or when it is told to', async () => {
    let reads = 0
    const source = new CredentialsSource(async () => (reads++ === 0 ? Promise.reject(new Error('ENOENT')) : text))
    const one = deployment({ secrets: { vertex_credentials: new Secret('/a.json') } })
    expect(await failureOf(source.of(one))).toMatchObject({ code: 'deployment_misconfigured' })
    await Promise.all([source.of(one), source.of(one)])
    expect(reads).toBe(2)
    source.forget(one)
    await source.of(one)
    expect(reads).toBe(3)
  })

  it('reads the disk', async () => {
    const failure = await failureOf(
      new CredentialsSource().of(deployment({ secrets: { vertex_credentials: new Secret('/nowhere.json') } })),
    )
    expect(failure).toMatchObject({ code: 'deployment_misconfigured' })
  })
})
