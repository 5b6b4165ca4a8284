import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { describe, expect, it } from 'vitest'
import * as z from 'zod'
import { signatureHeaders } from './sign.ts'

const folder = resolve(
  import.meta.dirname,
  '../../../..',
  process.env['TURNOUT_FIXTURES'] ?? '../shared/fixtures',
  'aws-sigv4',
)
const there = existsSync(folder)
const vectors = there ? readdirSync(folder) : []

/** What no request of ours can be: addresses are made of model ids, and no header is sent twice. */
const notOurs: Readonly<Record<string, string>> = {
  'get-header-key-duplicate': 'a header sent more than once',
  'get-header-value-order': 'a header sent more than once',
  'get-relative-unnormalized': 'a path that is not normalized',
  'get-relative-relative-unnormalized': 'a path that is not normalized',
  'get-slash-dot-slash-unnormalized': 'a path that is not normalized',
  'get-slash-pointless-dot-unnormalized': 'a path that is not normalized',
  'get-slashes-unnormalized': 'a path that is not normalized',
  'get-space-unnormalized': 'a path that is escaped already is escaped again',
  'get-utf8': 'a path that is escaped already is escaped again',
}

const contextSchema = z.object({
  credentials: z.object({ access_key_id: z.string(), secret_access_key: z.string(), token: z.string().optional() }),
  region: z.string(),
  service: z.string(),
  timestamp: z.string(),
  sign_body: z.boolean(),
})

function read(name: string) {
  const text = (file: string) => readFileSync(resolve(folder, name, file), 'utf8')
  const { credentials, region, service, timestamp, sign_body } = contextSchema.parse(JSON.parse(text('context.json')))
  const [head = '', ...bodies] = text('request.txt').split('\n\n')
  const [line = '', ...headers] = head.trimEnd().split('\n')
  const [, method = '', target = ''] = /^(\S+) (.*) HTTP/.exec(line) ?? []
  const pairs = headers.map((header): readonly [string, string] => {
    const [, key = '', value = ''] = /^([^:]+):(.*)$/.exec(header) ?? []
    return [key, value]
  })
  const body = bodies.join('\n\n')
  if (sign_body) pairs.push(['x-amz-content-sha256', createHash('sha256').update(body).digest('hex')])
  const host = pairs.find(([key]) => key === 'Host')?.[1]
  return {
    request: {
      ...{ method, url: `https://${host}${target}`, body },
      headers: pairs.filter(([key]) => key !== 'Host'),
    },
    scope: {
      credentials: {
        accessKeyId: credentials.access_key_id,
        secretAccessKey: credentials.secret_access_key,
        ...(credentials.token ? { sessionToken: credentials.token } : {}),
      },
      ...{ region, service, wallMs: Date.parse(timestamp) },
    },
    signature: text('header-signature.txt').trim(),
  }
}

const headerIn = (headers: readonly string[], name: string) => headers[headers.indexOf(name) + 1]

describe.skipIf(!there)("AWS's own vectors", () => {
  it('are there', () => {
    expect(vectors.length).toBeGreaterThan(20)
  })

  it.each(vectors.filter((name) => !(name in notOurs)))('%s', async (name) => {
    const { request, scope, signature } = read(name)
    const headers = await signatureHeaders(request, scope)
    expect(headerIn(headers, 'authorization')).toContain(`Signature=${signature}`)
  })
})

describe('signatureHeaders', () => {
  const scope = {
    credentials: { accessKeyId: 'AKID', secretAccessKey: 'secret' },
    ...{ region: 'eu-central-1', service: 'bedrock', wallMs: Date.UTC(2026, 1, 3, 4, 5, 6, 789) },
  }
  const sign = (path: string, body = '{}', credentials = {}) =>
    signatureHeaders(
      { method: 'POST', url: `https://h${path}`, body },
      { ...scope, credentials: { ...scope.credentials, ...credentials } },
    )

  it('says when, for whom and where', async () => {
    const headers = await sign('/model/m/converse')
    expect(headerIn(headers, 'x-amz-date')).toBe('20260203T040506Z')
    expect(headerIn(headers, 'authorization')).toMatch(
      /^AWS4-HMAC-SHA256 Credential=AKID\/20260203\/eu-central-1\/bedrock\/aws4_request, SignedHeaders=host;x-amz-date, /,
    )
    expect(headers).not.toContain('x-amz-security-token')
  })

  it('signs the body, and the token of a session', async () => {
    const signed = headerIn(await sign('/m'), 'authorization')
    expect(headerIn(await sign('/m', '{ }'), 'authorization')).not.toBe(signed)
    const headers = await sign('/m', '{}', { sessionToken: 'token' })
    expect(headerIn(headers, 'x-amz-security-token')).toBe('token')
    expect(headerIn(headers, 'authorization')).toContain('host;x-amz-date;x-amz-security-token')
  })
})
