import { TurnoutError } from '@turnout/core'
import { describe, expect, it } from 'vitest'
import { callerOptions } from './caller-options.ts'
import { errorBody, errorHeaders } from './error-body.ts'
import { errorEvent, eventBytes } from './event-stream.ts'
import { parseBody } from './parse-body.ts'
import { inferencePath } from './paths.ts'

const bytes = (text: string) => new TextEncoder().encode(text)

describe('inferencePath', () => {
  it.each([
    ['/v1/chat/completions', { operation: 'chat' }],
    ['/chat/completions', { operation: 'chat' }],
    ['/v1/completions', { operation: 'textCompletion' }],
    ['/completions', { operation: 'textCompletion' }],
    ['/v1/embeddings', { operation: 'embedding' }],
    ['/v1/rerank', { operation: 'rerank' }],
    ['/rerank', { operation: 'rerank' }],
    ['/v2/rerank', { operation: 'rerank' }],
    ['/openai/deployments/my%20gpt/chat/completions', { operation: 'chat', model: 'my gpt' }],
    ['/openai/deployments/%zz/embeddings', { operation: 'embedding', model: '%zz' }],
  ])('knows %s', (path, expected) => {
    expect(inferencePath(path)).toEqual(expected)
  })

  it.each([
    '/',
    '/v1',
    '/v1/chat',
    '/v2/chat/completions',
    '/v1/chat/completions/',
    '//v1/chat/completions',
    '/constructor',
    '/openai/deployments/a/constructor',
  ])('does not know %s', (path) => {
    expect(inferencePath(path)).toBeUndefined()
  })
})

describe('parseBody', () => {
  it('keeps everything it does not know', () => {
    const body = { model: 'm', messages: [{ role: 'user', content: 'hi', odd: 1 }], custom: { a: [1] } }
    expect(parseBody('chat', bytes(JSON.stringify(body)))).toEqual({ request: body, raw: JSON.stringify(body) })
  })

  it('takes the model from the path where there is one', () => {
    expect(parseBody('embedding', bytes('{"input":"a","model":"body"}'), 'path')).toEqual({
      request: { input: 'a', model: 'path' },
    })
  })

  it('refuses what nests deeper than can be written again', () => {
    const nested = (levels: number) => `{"model":"m","input":"a","user":${'['.repeat(levels)}${']'.repeat(levels)}}`
    expect(parseBody('embedding', bytes(nested(63)))).toMatchObject({ request: { model: 'm' } })
    for (const levels of [64, 10_000])
      expect(() => parseBody('embedding', bytes(nested(levels)))).toThrow(
        expect.objectContaining({ status: 400, code: 'json_too_deep' }),
      )
  })

  it('does not repeat the body in its errors', () => {
    expect(() => parseBody('chat', bytes('{"key": sk-secret'))).toThrow(
      expect.objectContaining({ code: 'invalid_json', message: expect.not.stringContaining('secret') }),
    )
  })

  it('does not let __proto__ change an object', () => {
    const { request } = parseBody(
      'chat',
      bytes('{"model":"m","messages":[{"role":"user"}],"__proto__":{"polluted":true}}'),
    )
    expect({ ...request }['polluted']).toBeUndefined()
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined()
  })
})

describe('callerOptions', () => {
  const options = (headers: Record<string, string>) => callerOptions((name) => headers[name])

  it('reads our headers, and LiteLLM’s', () => {
    expect(
      options({ 'x-turnout-deadline-ms': '1500', 'x-turnout-num-retries': '4', 'x-turnout-tags': 'a, b' }),
    ).toEqual({
      ...{ deadlineMs: 1500, numRetries: 4, tags: ['a', 'b'] },
    })
    expect(options({ 'x-litellm-timeout': '2.5', 'x-litellm-num-retries': '1', 'x-litellm-tags': 'c' })).toEqual({
      ...{ timeoutMs: 2500, numRetries: 1, tags: ['c'] },
    })
  })

  it('reads a trace, and whether the answer is to be explained', () => {
    const traceparent = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01'
    expect(options({ traceparent, tracestate: 'a=1' })).toEqual({ trace: { traceparent, tracestate: 'a=1' } })
    expect(options({ traceparent, tracestate: `a=${'x'.repeat(600)}` })).toEqual({ trace: { traceparent } })
    for (const name of ['x-turnout-explain', 'x-litellm-explain']) {
      expect(options({ [name]: '1' })).toEqual({ explain: true })
      expect(options({ [name]: '0' })).toEqual({})
    }
  })

  it.each([
    'no',
    `00-${'0'.repeat(32)}-b7ad6b7169203331-01`,
    'ff-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01',
    '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01\r\nx: y',
  ])('takes %j for no trace', (traceparent) => {
    expect(options({ traceparent })).toEqual({})
  })

  it('ignores nonsense', () => {
    expect(
      options({ 'x-turnout-deadline-ms': 'soon', 'x-turnout-num-retries': '-1', 'x-request-id': 'a b\n' }),
    ).toEqual({})
  })
})

describe('errors', () => {
  it('have OpenAI’s shape', () => {
    const error = new TurnoutError('model-not-found', 'no', { param: 'model' })
    expect(JSON.parse(errorBody(error))).toEqual({
      error: { message: 'no', type: 'invalid_request_error', param: 'model', code: 'model_not_found' },
    })
    expect(errorEvent(error)).toMatch(/^data: \{.*\}\n\n$/)
  })

  it('say whether and when to try again', () => {
    expect(errorHeaders(new TurnoutError('none-available', 'x', { retryAfterMs: 1_200 }))).toEqual([
      ...['x-should-retry', 'true', 'retry-after', '2'],
    ])
    expect(errorHeaders(new TurnoutError('none-available', 'x', { retryAfterMs: 0 }))).toContain('1')
    expect(errorHeaders(new TurnoutError('bad-request', 'x'))).toEqual(['x-should-retry', 'false'])
    expect(errorHeaders(new TurnoutError('none-available', 'x', { retryAfterMs: Infinity }))).toEqual([
      'x-should-retry',
      'false',
    ])
    expect(errorHeaders(new TurnoutError('rate-limit', 'x', { retryAfterMs: 60_001 }))).toContain('false')
    expect(errorHeaders(new TurnoutError('server', 'x', { worthRetrying: false }))).toContain('false')
  })
})

describe('eventBytes', () => {
  const facts = { content: true, choices: 1, finished: [], done: false }
  const chunk = { id: 'c', object: 'chat.completion.chunk', created: 1, model: 'm', choices: [] }

  it('are the provider’s own where there are any, and made otherwise', () => {
    const raw = bytes('data: {}\n\n')
    expect(eventBytes({ kind: 'chunks', raw, facts, chunks: () => [] })).toBe(raw)
    expect(eventBytes({ kind: 'chunks', facts, chunks: () => [chunk, chunk] })).toBe(
      `data: ${JSON.stringify(chunk)}\n\n`.repeat(2),
    )
  })
})
