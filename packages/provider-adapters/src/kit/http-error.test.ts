import { type ErrorKind, Secret } from '@turnout/core'
import { makeDeployment } from '@turnout/testing'
import { describe, expect, it } from 'vitest'
import { type HttpFailure, httpError } from './http-error.ts'

const key = 'sk-top-secret'
const deployment = makeDeployment({ model: 'm', provider: 'acme', apiKey: new Secret(key) })

const errorOf = (status: number, body: string | object = '', headers: HttpFailure['headers'] = {}) =>
  httpError(deployment, {
    ...{ status, headers, wallMs: 0 },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  })

const saying = (message: string, more: object = {}) => ({ error: { message, ...more } })

describe('httpError', () => {
  it.each([
    [302, 'server'],
    [400, 'bad-request'],
    [401, 'authentication'],
    [402, 'quota'],
    [403, 'authentication'],
    [404, 'not-found'],
    [408, 'timeout'],
    [409, 'unavailable'],
    [413, 'bad-request'],
    [418, 'bad-request'],
    [422, 'bad-request'],
    [429, 'rate-limit'],
    [500, 'server'],
    [501, 'server'],
    [502, 'unavailable'],
    [503, 'unavailable'],
    [504, 'timeout'],
    [529, 'unavailable'],
    [599, 'server'],
  ] as const)('calls a bare %i %s', (status, kind) => {
    expect(errorOf(status)).toMatchObject({ kind, upstreamStatus: status, message: expect.stringContaining('acme') })
  })

  it.each<readonly [status: number, code: string, kind: ErrorKind]>([
    [400, 'context_length_exceeded', 'context-window'],
    [400, 'content_filter', 'content-policy'],
    [400, 'content_policy_violation', 'content-policy'],
    [400, 'model_not_found', 'not-found'],
    [404, 'DeploymentNotFound', 'not-found'],
    [400, 'invalid_api_key', 'authentication'],
    [413, 'rate_limit_exceeded', 'rate-limit'],
    [429, 'insufficient_quota', 'quota'],
    [429, 'credit_balance_exhausted', 'quota'],
    [500, 'overloaded_error', 'unavailable'],
  ])('believes the code of a %i with %s', (status, code, kind) => {
    expect(errorOf(status, saying('x', { code })).kind).toBe(kind)
    expect(errorOf(status, saying('x', { type: code })).kind).toBe(kind)
  })

  it('does not take a word of the language for a code', () => {
    for (const code of ['constructor', 'toString', '__proto__'])
      expect(errorOf(429, saying('x', { code, type: code })).kind).toBe('rate-limit')
  })

  it.each([
    "This model's maximum context length is 4097 tokens. However, you requested 5000 tokens",
    'Your input exceeds the context window of this model.',
    'prompt is too long: 3333404 tokens > 200000 maximum',
    'prompt too long; exceeded max context length by 4 tokens',
    "This model's maximum prompt length is 131072 but the request contains 537812 tokens.",
    'The input token count (1250074) exceeds the maximum number of tokens allowed (1048576).',
    'Input is too long for requested model.',
    'Please reduce the length of the messages or completion.',
    'request (2009 tokens) exceeds the available context size (512 tokens), try increasing it',
    'Current length is 9000 while limit is 8192',
    'Given: 5000 `inputs` tokens + `max_new_tokens` must be <= 4097',
    'The total length of all messages is too long.',
    'Prompt contains 40000 tokens, too large for model with 32768 maximum context length',
    'Invalid request: Your request exceeded model token limit: 131072',
    'invalid params, context window exceeds limit',
    'Input Tokens Exceeded: Number of input tokens exceeds maximum length.',
    'too many tokens: size limit exceeded by 120000 tokens.',
  ])('knows that a prompt is too long: %s', (message) => {
    for (const status of [400, 413, 422]) expect(errorOf(status, saying(message)).kind).toBe('context-window')
  })

  it('does not take a rate limit for a long prompt', () => {
    const message = 'Rate limit reached: 30000 tokens per minute; reduce the length of the messages'
    expect(errorOf(400, saying(message)).kind).toBe('bad-request')
    expect(errorOf(429, saying('prompt is too long')).kind).toBe('rate-limit')
  })

  it.each([
    'Incorrect API key provided. You can obtain an API key from https://console.x.ai.',
    'API key not valid. Please pass a valid API key.',
    'Invalid API Key',
  ])('knows that a 400 is about the key: %s', (message) => {
    expect(errorOf(400, saying(message)).kind).toBe('authentication')
  })

  it.each([
    'Model not found: grok-9',
    'acme/x is not a valid model ID',
    'The supported API model names are deepseek-v4-pro or deepseek-v4-flash',
    'Invalid model: mistral-huge',
  ])('knows that a 400 is about the model: %s', (message) => {
    expect(errorOf(400, saying(message)).kind).toBe('not-found')
  })

  it.each(["Invalid value: 'model not found'.", "Invalid 'user': invalid api key", 'x y is not a valid model ID'])(
    'does not blame the deployment for what a caller wrote: %s',
    (message) => {
      expect(errorOf(400, saying(message)).kind).toBe('bad-request')
    },
  )

  it('hands on how long to wait', () => {
    expect(errorOf(429, '', { 'retry-after': '7' }).retryAfterMs).toBe(7_000)
    expect(errorOf(429).retryAfterMs).toBeUndefined()
  })

  it('hands on the code and the field of a bad request', () => {
    const body = saying('No.', { code: 'unsupported_value', param: 'messages[0].role' })
    expect(errorOf(400, body)).toMatchObject({ message: 'No.', code: 'unsupported_value', param: 'messages[0].role' })
    expect(errorOf(500, body)).toMatchObject({ code: undefined, param: undefined })
  })

  it('keeps the status of a 422, and no other', () => {
    expect(errorOf(422).status).toBe(422)
    expect(errorOf(400).status).toBeUndefined()
  })

  it('says that a redirect was not followed', () => {
    expect(errorOf(307).code).toBe('upstream_redirect_blocked')
  })

  it('never repeats the key, nor what a provider says about it', () => {
    expect(errorOf(400, saying(`bad ${key}, really ${key}`)).message).toBe('bad [secret], really [secret]')
    expect(errorOf(401, saying('wrong key sk-to…ret')).message).toBe(
      'acme refused the credentials of this deployment (401).',
    )
  })

  it('clips a long message, and no key at its end', () => {
    expect(errorOf(400, saying('x'.repeat(10_000))).message).toBe(`${'x'.repeat(500)}…`)
    expect(errorOf(400, saying(`${'x'.repeat(495)}${key}`)).message).toBe(`${'x'.repeat(495)}[secr…`)
  })

  it('repeats the key neither in the code nor in the field of a bad request', () => {
    const said = { code: `bad_${key}`, param: `headers.${key}.${key}` }
    expect(errorOf(400, saying('No.', said))).toMatchObject({
      code: 'bad_[secret]',
      param: 'headers.[secret].[secret]',
    })
    const long = errorOf(400, saying('prompt is too long', said))
    expect(long).toMatchObject({ kind: 'context-window', param: 'headers.[secret].[secret]' })
  })

  it('believes the configuration first', () => {
    const errorPatterns = [
      { text: /zu lang/i, statuses: [400], kind: 'context-window' },
      { text: /./, kind: 'quota' },
    ] as const
    const told = (status: number, message: string) =>
      httpError({ ...deployment, errorPatterns }, { status, headers: {}, body: JSON.stringify({ message }), wallMs: 0 })
    expect(told(400, 'Das ist zu lang.').kind).toBe('context-window')
    expect(told(500, 'Das ist zu lang.').kind).toBe('quota')
    expect(told(401, '').kind).toBe('authentication')
    expect(told(401, 'x').kind).toBe('quota')
  })

  it('reads no more of a message than is worth its time', () => {
    const errorPatterns = [{ text: /end$/, kind: 'quota' }] as const
    const told = (length: number) =>
      httpError(
        { ...deployment, errorPatterns },
        { status: 400, headers: {}, body: `${'x'.repeat(length)}end`, wallMs: 0 },
      )
    expect([told(400).kind, told(600).kind]).toEqual(['quota', 'bad-request'])
  })

  it('waits for no text of a caller', () => {
    expect(errorOf(400, saying('You wrote: please retry in 5h.')).retryAfterMs).toBeUndefined()
    expect(errorOf(429, saying('Please retry in 5s.'), { 'retry-after': '2' }).retryAfterMs).toBe(5_000)
  })

  it('hears that another try is not wanted, where one is usual', () => {
    const headers = { 'x-should-retry': 'false' }
    expect([500, 429, 400, 401].map((status) => errorOf(status, '', headers).worthRetrying)).toEqual([
      ...[false, false],
      ...[undefined, undefined],
    ])
    expect(errorOf(500, '', { 'x-should-retry': 'true' }).worthRetrying).toBeUndefined()
  })
})
