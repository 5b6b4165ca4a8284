import { type Deployment, isJsonObject, Secret } from '@turnout/core'
import { makeDeployment } from '@turnout/testing'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { syntheticErrors } from '../test-support/error-cases.test.ts'
import { haveRecordings, recordedProviders, recordingsOf } from '../test-support/recordings.test.ts'
import { httpError } from './http-error.ts'
import { withoutSecrets } from './without-secrets.ts'

const canary = 'cAnArY/7f3k+???>>>~~~???>>>~~~é=sEcReT'

/** A deployment with the canary in one of the places where credentials are. */
const fields: Readonly<Record<string, Partial<Deployment>>> = {
  api_key: { apiKey: new Secret(canary) },
  azure_ad_token: { secrets: { azure_ad_token: new Secret(canary) } },
  aws_secret_access_key: { secrets: { aws_secret_access_key: new Secret(canary) } },
  vertex_credentials: {
    secrets: { vertex_credentials: new Secret(JSON.stringify({ type: 'service_account', private_key: canary })) },
  },
  'extra_headers.authorization': { settings: { extra_headers: { Authorization: `Bearer ${canary}` } } },
  'extra_headers.x-api-key': { settings: { extra_headers: { 'x-api-key': canary } } },
  'extra_headers.x-gateway': { settings: { extra_headers: { 'x-gateway': canary } } },
  'the password of api_base': { apiBase: `https://me:${encodeURIComponent(canary)}@models.example/v1` },
  'the query of api_base': { apiBase: `https://models.example/v1?key=${encodeURIComponent(canary)}` },
}

/** How a provider may repeat it. */
const forms: Readonly<Record<string, (key: string) => string>> = {
  whole: (key) => key,
  quoted: (key) => `"${key}"`,
  'its first half': (key) => key.slice(0, 14),
  'its second half': (key) => key.slice(14),
  'percent-encoded': encodeURIComponent,
  'in base64': (key) => Buffer.from(key).toString('base64'),
  'in base64, after a name': (key) => Buffer.from(`user:${key}`).toString('base64'),
  'in base64url': (key) => Buffer.from(`x:${key}`).toString('base64url'),
  twice: (key) => key + key,
}

/** So much in a row would tell. */
const telling = 8

const leaks = (text: string, form: string): boolean =>
  Array.from({ length: Math.max(0, form.length - telling + 1) }, (_, at) => form.slice(at, at + telling)).some(
    (piece) => text.includes(piece),
  )

/** The body with something put into every text in it. */
function withInside(value: unknown, what: string, at: number): unknown {
  if (typeof value === 'string') return value.slice(0, at) + what + value.slice(at)
  if (Array.isArray(value)) return value.map((entry) => withInside(entry, what, at))
  if (!isJsonObject(value)) return value
  return Object.fromEntries(Object.entries(value).map(([name, entry]) => [name, withInside(entry, what, at)]))
}

const recorded = recordedProviders().flatMap((provider) =>
  recordingsOf(provider).flatMap(({ status, headers, body }) =>
    status >= 400 ? [{ provider, status, headers, body: JSON.parse(body) as unknown }] : [],
  ),
)
const synthetic = Object.values(syntheticErrors).map(({ headers = {}, ...error }) => ({ headers, ...error }))

describe('what a provider says about a failure', () => {
  it(`holds no credential, whatever it repeats${haveRecordings ? '' : ' (synthetic errors only)'}`, () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...recorded, ...synthetic),
        fc.constantFrom(...Object.keys(fields)),
        fc.constantFrom(...Object.keys(forms)),
        fc.nat(600),
        ({ provider, status, headers, body }, field, form, at) => {
          const what = forms[form]?.(canary) ?? ''
          const deployment = makeDeployment({ provider, model: 'm', ...fields[field] })
          const text = JSON.stringify(withInside(body, what, at))
          const { message, code = '', param = '' } = httpError(deployment, { status, headers, body: text, wallMs: 0 })
          const inner = what.replace(/^"|"$/g, '')
          // The name before a key in base64 is nobody's secret.
          const secretFrom = form.includes('base64') ? 6 : 0
          for (const said of [message, code, param])
            expect(leaks(said, inner.slice(secretFrom, form.includes('base64') ? -4 : undefined))).toBe(false)
        },
      ),
      { numRuns: 3_000 },
    )
  })

  it('stays as it is without them', () => {
    const safe = withoutSecrets(makeDeployment({ model: 'm', apiKey: new Secret(canary) }))
    fc.assert(fc.property(fc.string({ maxLength: 200 }), (text) => safe(text) === text))
  })
})

describe('withoutSecrets', () => {
  const safe = (key: string, text: string) =>
    withoutSecrets(makeDeployment({ model: 'm', apiKey: new Secret(key) }))(text)

  it('masks each stretch of a secret once', () => {
    expect(safe('abcdefghijkl', 'a: abcdefghijkl, b: efghijkl! c: abcdefghij')).toBe(
      'a: [secret], b: [secret]! c: [secret]',
    )
  })

  it('masks short ones as a whole', () => {
    expect(safe('k-1', 'key k-1, k-')).toBe('key [secret], k-')
    expect(safe('', 'x')).toBe('x')
  })

  it('leaves what is no secret in a document of credentials', () => {
    const document = JSON.stringify({ type: 'service_account', private_key: 'abcdefghijkl' })
    expect(safe(document, 'service_account abcdefghijkl')).toBe('service_account [secret]')
  })

  it('leaves what is no credential among the headers of a deployment', () => {
    const headers = {
      'anthropic-beta': 'interleaved-thinking-2025-05-14',
      'http-referer': 'https://app.example/v1/page',
    }
    const text = Object.values({ ...headers, 'x-title': 'An application of 2026' }).join()
    expect(withoutSecrets(makeDeployment({ model: 'm', settings: { extra_headers: headers } }))(text)).toBe(text)
  })
})

it('leaves addresses of Google in what is said of its credentials', () => {
  const credentials = { private_key: canary, token_uri: 'https://oauth2.googleapis.com/token' }
  const deployment = makeDeployment({
    model: 'm',
    secrets: { vertex_credentials: new Secret(JSON.stringify(credentials)) },
  })
  const said = 'Enable it at https://console.developers.google.com/apis/api/aiplatform.googleapis.com/overview.'
  expect(withoutSecrets(deployment)(said)).toBe(said)
})
