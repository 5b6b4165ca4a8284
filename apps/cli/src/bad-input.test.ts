import { connect } from 'node:net'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { serveTurnout } from '../../../tools/start-turnout.ts'
import { stopNow } from './test-support/running-turnout.test.ts'

let turnout: Awaited<ReturnType<typeof serveTurnout>>

beforeAll(async () => {
  turnout = await serveTurnout(
    'model_list: [{ model_name: m, litellm_params: { model: simulated/m, simulated: { latency_ms: 0 } } }]\ngeneral_settings: { master_key: sk-m }\n',
  )
})

afterAll(async () => {
  expect(await stopNow(turnout)).toBe(0)
})

const key = { authorization: 'Bearer sk-m' }
const messages = [{ role: 'user', content: 'hi' }]

async function ask(
  path: string,
  body: string | Uint8Array<ArrayBuffer>,
  headers: Record<string, string> = key,
  method = 'POST',
) {
  const response = await fetch(turnout.url + path, { method, headers, ...(method === 'POST' ? { body } : {}) })
  return { status: response.status, headers: response.headers, text: await response.text() }
}

const chat = '/v1/chat/completions'
const deep = `{"model":"m","messages":[{"role":"user","content":"hi"}],"metadata":${'['.repeat(20_000)}${']'.repeat(20_000)}}`

describe('bad input', () => {
  it.each([
    ['invalid JSON', chat, '{', 400, 'invalid_json', null],
    ['nothing', chat, '', 400, 'invalid_json', null],
    ['an array', chat, '[]', 400, 'invalid_json', null],
    ['broken UTF-8', chat, Uint8Array.from([0x22, 0xff, 0x22]), 400, 'invalid_encoding', null],
    ['no model', chat, '{}', 400, 'missing_required_parameter', 'model'],
    ['a model that is a number', chat, '{"model":1}', 400, 'invalid_type', 'model'],
    ['no messages', chat, '{"model":"m"}', 400, 'missing_required_parameter', 'messages'],
    ['messages that are text', chat, '{"model":"m","messages":"hi"}', 400, 'invalid_type', 'messages'],
    ['a message without a role', chat, '{"model":"m","messages":[{}]}', 400, 'invalid_type', 'messages[0]'],
    ['stream as text', chat, JSON.stringify({ model: 'm', messages, stream: 'true' }), 400, 'invalid_type', 'stream'],
    ['a wild n', chat, JSON.stringify({ model: 'm', messages, n: 1e9 }), 400, 'invalid_type', 'n'],
    ['an unknown model', chat, JSON.stringify({ model: 'x', messages }), 404, 'model_not_found', 'model'],
    [
      'an address of its own',
      chat,
      JSON.stringify({ model: 'm', messages, api_base: 'http://x' }),
      400,
      'parameter_not_allowed',
      'api_base',
    ],
    ['no input', '/v1/embeddings', '{"model":"m"}', 400, 'missing_required_parameter', 'input'],
    [
      'embeddings as a stream',
      '/v1/embeddings',
      '{"model":"m","input":"a","stream":true}',
      400,
      'unknown_parameter',
      'stream',
    ],
    ['no query', '/v1/rerank', '{"model":"m","documents":["a"]}', 400, 'missing_required_parameter', 'query'],
    ['no documents', '/rerank', '{"model":"m","query":"a"}', 400, 'missing_required_parameter', 'documents'],
    ['documents of none', '/v1/rerank', '{"model":"m","query":"a","documents":[]}', 400, 'invalid_type', 'documents'],
    ['odd documents', '/v1/rerank', '{"model":"m","query":"a","documents":[1]}', 400, 'invalid_type', 'documents[0]'],
    ['an unknown path with a body that is no JSON', '/v1/unknown', '{', 404, 'unknown_url', null],
    ['a path that is no encoding', '/%zz', '{}', 400, 'invalid_request', null],
    ['no prompt', '/v1/completions', '{"model":"m"}', 400, 'missing_required_parameter', 'prompt'],
    ['an unknown path', '/v1/nothing', '{}', 404, 'unknown_url', null],
  ])('is answered from the error table: %s', async (_name, path, body, status, code, param) => {
    const answer = await ask(path, body)
    expect(answer.status).toBe(status)
    expect(JSON.parse(answer.text)).toEqual({
      error: { message: expect.any(String), type: 'invalid_request_error', param, code },
    })
    expect(answer.text).not.toMatch(/\bat \w+|node:|\.ts:|\.js:/)
  })

  it('says so of a missing and of a wrong key, in the same words', async () => {
    const answers = [
      await ask(chat, '{}', {}),
      await ask(chat, '{}', { authorization: 'Bearer no' }),
      await ask('/v1/models', '', {}, 'GET'),
    ]
    for (const { status, text } of answers) {
      expect(status).toBe(401)
      expect(JSON.parse(text)).toEqual({
        error: {
          message: 'Incorrect API key provided.',
          type: 'authentication_error',
          param: null,
          code: 'invalid_api_key',
        },
      })
    }
  })

  it.each(['x-api-key', 'api-key'])('takes the key from %s too', async (name) => {
    expect((await ask(chat, JSON.stringify({ model: 'm', messages }), { [name]: 'sk-m' })).status).toBe(200)
  })

  it('refuses 33 MiB, declared or not', async () => {
    const big = new Uint8Array(33 * 1024 * 1024)
    const declared = await ask(chat, big)
    expect([declared.status, JSON.parse(declared.text)]).toMatchObject([413, { error: { code: 'request_too_large' } }])
    const pieces = new ReadableStream({
      pull(controller) {
        for (let i = 0; i < 33; i++) controller.enqueue(new Uint8Array(1024 * 1024))
        controller.close()
      },
    })
    const response = await fetch(turnout.url + chat, {
      method: 'POST',
      headers: key,
      body: pieces,
      duplex: 'half',
    } as RequestInit)
    expect(response.status).toBe(413)
  })

  it('refuses JSON that nests 20 000 deep', async () => {
    const { status, text } = await ask(chat, deep)
    expect([status, JSON.parse(text)]).toMatchObject([400, { error: { code: 'json_too_deep' } }])
    expect((await ask(chat, JSON.stringify({ model: 'm', messages }))).status).toBe(200)
  })

  it('keeps a request id that can be kept, and makes one otherwise', async () => {
    const body = JSON.stringify({ model: 'm', messages })
    expect((await ask(chat, body, { ...key, 'x-request-id': 'mine-1' })).headers.get('x-request-id')).toBe('mine-1')
    expect((await ask(chat, '{', { ...key, 'x-request-id': 'mine-2' })).headers.get('x-request-id')).toBe('mine-2')
    expect(
      (await ask(chat, body, { ...key, 'x-request-id': 'x'.repeat(999) })).headers.get('x-request-id'),
    ).toHaveLength(36)
  })

  it('puts the request id and a word on retrying on every error', async () => {
    for (const path of ['/v1/nothing', '/v1/models/nobody', '/%zz']) {
      const { headers } = await ask(path, '', { ...key, 'x-request-id': 'mine' }, 'GET')
      expect([headers.get('x-request-id'), headers.get('x-should-retry')]).toEqual(['mine', 'false'])
    }
  })

  it('puts nothing into an answer that runs', async () => {
    const { port, hostname } = new URL(turnout.url)
    const body = JSON.stringify({
      model: 'm',
      stream: true,
      messages: [{ role: 'user', content: 'a b c d e f g h i j k l m n o p' }],
    })
    const head = `POST ${chat} HTTP/1.1\r\nhost: x\r\nauthorization: Bearer sk-m\r\ncontent-length: ${body.length}\r\n\r\n`
    const text = await new Promise<string>((resolve) => {
      let heard = ''
      const socket = connect(Number(port), hostname, () => socket.write(head + body))
      socket.setEncoding('utf8').on('data', (piece: string) => {
        if (heard === '') socket.write('GARBAGE\r\n\r\n')
        heard += piece
      })
      socket.on('close', () => resolve(heard))
      socket.on('error', () => {})
    })
    expect(text).toContain('200 OK')
    expect(text).not.toContain('400 Bad Request')
  })

  it('answers what is not HTTP with JSON too', async () => {
    const { port, hostname } = new URL(turnout.url)
    const text = await new Promise<string>((resolve) => {
      let heard = ''
      const socket = connect(Number(port), hostname, () => socket.end('nonsense\r\n\r\n'))
      socket.setEncoding('utf8').on('data', (piece: string) => (heard += piece))
      socket.on('close', () => resolve(heard))
    })
    expect(text).toContain('400 Bad Request')
    expect(text).toContain('invalid_http')
  })
})

describe('health', () => {
  it('is told without a key, except for the deployments', async () => {
    for (const path of ['/health/liveliness', '/health/liveness'])
      expect(await ask(path, '', {}, 'GET')).toMatchObject({ status: 200, text: `"I'm alive!"` })
    expect((await ask('/health/readiness', '', {}, 'GET')).status).toBe(200)
    expect((await ask('/health', '', {}, 'GET')).status).toBe(401)
    expect((await ask('/health', '', key, 'GET')).status).toBe(200)
  })
})
