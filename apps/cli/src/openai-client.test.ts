import OpenAI from 'openai'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { completion, event, sendJson, startEvents, startUpstream } from '../../../tools/fake-upstream.ts'
import { serveTurnout } from '../../../tools/start-turnout.ts'
import { stopNow } from './test-support/running-turnout.test.ts'

const toolCall = {
  id: 'call_1',
  type: 'function',
  function: { name: 'weather', arguments: '{"city":"Bern"}' },
} as const

/** Statuses and bodies by the model that is asked for. */
const failures: Readonly<Record<string, readonly [number, object]>> = {
  refused: [
    400,
    { error: { message: 'no such thing', type: 'invalid_request_error', param: 'seed', code: 'bad_seed' } },
  ],
  long: [
    400,
    { error: { message: "This model's maximum context length is 10 tokens.", code: 'context_length_exceeded' } },
  ],
  locked: [401, { error: { message: 'Incorrect API key provided: sk-upstream' } }],
  gone: [404, { error: { message: 'The model does not exist', code: 'model_not_found' } }],
  busy: [429, { error: { message: 'Rate limit reached', type: 'requests', code: 'rate_limit_exceeded' } }],
  broken: [500, { error: { message: 'oops' } }],
  overloaded: [503, { error: { message: 'later' } }],
}

const models = ['good', ...Object.keys(failures)]

let upstream: Awaited<ReturnType<typeof startUpstream>>
let turnout: Awaited<ReturnType<typeof serveTurnout>>
let client: OpenAI

beforeAll(async () => {
  upstream = await startUpstream((response, { path, body }) => {
    const request = JSON.parse(body) as {
      model: string
      stream?: boolean
      tools?: unknown
      n?: number
      input?: string[]
    }
    const failure = failures[request.model]
    if (failure) return sendJson(response, failure[0], JSON.stringify(failure[1]))
    if (path.endsWith('/embeddings')) {
      const data = [request.input].flat().map((_, index) => ({ object: 'embedding', index, embedding: 'AACAPwAAAEA=' }))
      return sendJson(
        response,
        200,
        JSON.stringify({ object: 'list', data, model: 'e', usage: { prompt_tokens: 2, total_tokens: 2 } }),
      )
    }
    if (!path.endsWith('/chat/completions')) {
      const choice = { text: 'Grüezi', index: 0, finish_reason: 'stop' }
      const answer = JSON.stringify({
        id: 'cmpl-1',
        object: 'text_completion',
        created: 1,
        model: 't',
        choices: [choice],
      })
      if (!request.stream) return sendJson(response, 200, answer)
      return void startEvents(response).end(`data: ${answer}\n\ndata: [DONE]\n\n`)
    }
    if (request.stream) {
      startEvents(response).write(event({ role: 'assistant', content: '' }))
      for (const text of ['Grüezi ', '世界', ' 👋']) response.write(event({ content: text }))
      if (request.tools) response.write(event({ tool_calls: [{ index: 0, ...toolCall }] }))
      return void response.end(`${event({}, request.tools ? 'tool_calls' : 'stop')}data: [DONE]\n\n`)
    }
    const answer = JSON.parse(completion('Grüezi 世界')) as { choices: object[] }
    if (request.tools)
      answer.choices = [
        {
          index: 0,
          message: { role: 'assistant', content: null, tool_calls: [toolCall] },
          finish_reason: 'tool_calls',
        },
      ]
    if (request.n === 2) answer.choices = [0, 1].map((index) => ({ ...answer.choices[0], index }))
    return sendJson(response, 200, JSON.stringify(answer), { 'x-ratelimit-remaining-requests': '41' })
  })
  const list = models.map(
    (name) =>
      `  - model_name: ${name}\n    litellm_params: { model: openai/${name}, api_base: ${upstream.base}/v1, api_key: sk-upstream }`,
  )
  turnout = await serveTurnout(
    `model_list:\n${list.join('\n')}\nrouter_settings: { num_retries: 0, disable_cooldowns: true }\ngeneral_settings: { master_key: sk-master }\n`,
  )
  client = new OpenAI({ baseURL: `${turnout.url}/v1`, apiKey: 'sk-master', maxRetries: 0 })
})

afterAll(async () => {
  await stopNow(turnout)
  await upstream.stop()
})

const messages = [{ role: 'user' as const, content: 'hi' }]
const tools = [{ type: 'function' as const, function: { name: 'weather', parameters: { type: 'object' } } }]

describe('the official openai client, against a real proxy', () => {
  it('gets a plain answer, and how it came about', async () => {
    const { data, response } = await client.chat.completions.create({ model: 'good', messages }).withResponse()
    expect(data.choices[0]?.message.content).toBe('Grüezi 世界')
    expect(Object.fromEntries(response.headers)).toMatchObject({
      'x-request-id': expect.stringMatching(/^[\w-]{36}$/),
      'x-turnout-model-id': expect.stringMatching(/^[0-9a-f]{20}$/),
      'x-turnout-model-group': 'good',
      'x-turnout-attempted-retries': '0',
      'x-turnout-attempted-fallbacks': '0',
      'x-turnout-cache': 'off',
      'x-turnout-overhead-ms': expect.stringMatching(/^\d+\.\d\d$/),
      'x-ratelimit-remaining-requests': '41',
    })
  })

  it('gets a stream', async () => {
    const stream = await client.chat.completions.create({ model: 'good', messages, stream: true })
    let text = ''
    for await (const chunk of stream) text += chunk.choices[0]?.delta.content ?? ''
    expect(text).toBe('Grüezi 世界 👋')
  })

  it('gets tool calls, plain and streaming', async () => {
    const plain = await client.chat.completions.create({ model: 'good', messages, tools })
    expect(plain.choices[0]?.message.tool_calls).toEqual([toolCall])
    const stream = client.chat.completions.stream({ model: 'good', messages, tools })
    expect((await stream.finalChatCompletion()).choices[0]?.message.tool_calls).toMatchObject([toolCall])
  })

  it('gets two choices', async () => {
    const { choices } = await client.chat.completions.create({ model: 'good', messages, n: 2 })
    expect(choices.map(({ index }) => index)).toEqual([0, 1])
  })

  it('gets text completions, plain and streaming', async () => {
    const { choices } = await client.completions.create({ model: 'good', prompt: 'hi' })
    expect(choices[0]?.text).toBe('Grüezi')
    let text = ''
    for await (const chunk of await client.completions.create({ model: 'good', prompt: 'hi', stream: true }))
      text += chunk.choices[0]?.text ?? ''
    expect(text).toBe('Grüezi')
  })

  it('gets embeddings, decoded from the base64 it asks for', async () => {
    const { data } = await client.embeddings.create({ model: 'good', input: ['a', 'b'] })
    expect(data.map(({ embedding }) => [...embedding])).toEqual([
      [1, 2],
      [1, 2],
    ])
  })

  it('lists the models, and finds one', async () => {
    const { data } = await client.models.list()
    expect(data.map(({ id }) => id)).toEqual(models)
    expect(await client.models.retrieve('good')).toMatchObject({ id: 'good', object: 'model', owned_by: 'openai' })
    await expect(client.models.retrieve('nobody')).rejects.toBeInstanceOf(OpenAI.NotFoundError)
  })

  it.each([
    ['refused', OpenAI.BadRequestError, { status: 400, code: 'bad_seed', param: 'seed' }],
    ['long', OpenAI.BadRequestError, { status: 400, code: 'context_length_exceeded' }],
    ['locked', OpenAI.InternalServerError, { status: 502, code: 'upstream_auth_error' }],
    ['gone', OpenAI.NotFoundError, { status: 404, code: 'model_not_found' }],
    ['busy', OpenAI.RateLimitError, { status: 429, code: 'rate_limit_exceeded' }],
    ['broken', OpenAI.InternalServerError, { status: 502, code: 'upstream_error' }],
    ['overloaded', OpenAI.InternalServerError, { status: 503, code: 'upstream_overloaded' }],
    ['nobody', OpenAI.NotFoundError, { status: 404, code: 'model_not_found', param: 'model' }],
  ])('throws its own class of error: %s', async (model, type, facts) => {
    for (const stream of [false, true]) {
      const error: unknown = await client.chat.completions
        .create({ model, messages, stream })
        .catch((reason: unknown) => reason)
      expect(error).toBeInstanceOf(type)
      expect(error).toMatchObject(facts)
      expect(String(error)).not.toContain('sk-upstream')
    }
  })

  it('is turned away with a wrong key, before anybody is asked', async () => {
    const before = upstream.asked.length
    const stranger = new OpenAI({ baseURL: `${turnout.url}/v1`, apiKey: 'sk-wrong', maxRetries: 0 })
    await expect(stranger.chat.completions.create({ model: 'good', messages })).rejects.toBeInstanceOf(
      OpenAI.AuthenticationError,
    )
    await expect(stranger.models.list()).rejects.toBeInstanceOf(OpenAI.AuthenticationError)
    expect(upstream.asked).toHaveLength(before)
  })

  it('never has its key, or anything else of its own, sent on', async () => {
    await client.chat.completions.create({ model: 'good', messages }, { headers: { cookie: 'a=b', 'x-private': 'c' } })
    const { headers } = upstream.asked.at(-1) ?? {}
    expect(headers).toMatchObject({ authorization: 'Bearer sk-upstream' })
    expect(Object.keys(headers ?? {}).toSorted()).toEqual(
      ['accept-encoding', 'authorization', 'connection', 'content-length', 'content-type', 'host'].toSorted(),
    )
  })
})
