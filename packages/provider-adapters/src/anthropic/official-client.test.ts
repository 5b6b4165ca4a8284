import { once } from 'node:events'
import { createServer } from 'node:http'
import Anthropic from '@anthropic-ai/sdk'
import type { JsonObject } from '@turnout/core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openaiRequest } from '../test-support/anthropic-request.test.ts'
import { assemble } from '../test-support/assemble.test.ts'
import { chatCall, exchangeOf, hear, wholeOf } from '../test-support/provider-call.test.ts'
import { answerOf, haveRecordings, isStream, type Recording, recordingsOf } from '../test-support/recordings.test.ts'
import { anthropic } from './anthropic.ts'
import { chatBody } from './request.ts'

type Params = Anthropic.MessageCreateParamsNonStreaming

/** A provider that says `recording`, and keeps what it was asked. */
const upstream = {
  recording: undefined as Recording | undefined,
  asked: undefined as JsonObject | undefined,
  server: createServer(async (request, response) => {
    const pieces: Buffer[] = []
    for await (const piece of request) pieces.push(piece)
    upstream.asked = JSON.parse(Buffer.concat(pieces).toString())
    const { status = 200, headers = {}, bytes = 'null' } = upstream.recording ?? {}
    response.writeHead(status, { 'content-type': headers['content-type'] ?? 'application/json' }).end(bytes)
  }),
}

let client: Anthropic

beforeAll(async () => {
  await once(upstream.server.listen(0, '127.0.0.1'), 'listening')
  const address = upstream.server.address()
  if (address === null || typeof address === 'string') throw new Error('no port')
  client = new Anthropic({ baseURL: `http://127.0.0.1:${address.port}`, apiKey: 'k', maxRetries: 0 })
})

afterAll(() => {
  upstream.server.close()
})

const model = 'claude-haiku-4-5'
const call = (request: object, given: string = model) =>
  chatCall(request, { deployment: { provider: 'anthropic', model: given } })

const schema = { type: 'object' as const, properties: { city: { type: 'string' } }, required: ['city'] }
const png = 'iVBORw0KGgo='

/** The same question, to us and to Anthropic's client. */
const questions: readonly (readonly [what: string, request: object, params: Params])[] = [
  [
    'a simple chat',
    {
      messages: [
        { role: 'system', content: 'Be brief.' },
        { role: 'user', content: 'Hi' },
      ],
      ...{ max_tokens: 100, temperature: 0.5, stop: ['END'], user: 'u-1' },
    },
    {
      ...{ model, max_tokens: 100, temperature: 0.5, stop_sequences: ['END'], metadata: { user_id: 'u-1' } },
      ...{ system: 'Be brief.', messages: [{ role: 'user', content: 'Hi' }] },
    } satisfies Params & { temperature: number },
  ],
  [
    'tools, called in parallel and answered',
    {
      messages: [
        { role: 'user', content: 'Weather?' },
        {
          role: 'assistant',
          content: 'Let me see.',
          tool_calls: [
            { id: 'toolu_1', type: 'function', function: { name: 'weather', arguments: '{"city":"Köln"}' } },
            { id: 'toolu_2', type: 'function', function: { name: 'now', arguments: '' } },
          ],
        },
        { role: 'tool', tool_call_id: 'toolu_1', content: 'sun' },
        { role: 'tool', tool_call_id: 'toolu_2', content: '12:00' },
      ],
      tools: [
        { type: 'function', function: { name: 'weather', description: 'Weather', parameters: schema } },
        { type: 'function', function: { name: 'now' } },
      ],
      ...{ tool_choice: 'auto', parallel_tool_calls: false, max_tokens: 9 },
    },
    {
      ...{ model, max_tokens: 9, tool_choice: { type: 'auto', disable_parallel_tool_use: true } },
      tools: [
        { name: 'weather', description: 'Weather', input_schema: schema },
        { name: 'now', input_schema: { type: 'object', properties: {} } },
      ],
      messages: [
        { role: 'user', content: 'Weather?' },
        {
          role: 'assistant',
          content: [
            { type: 'text', text: 'Let me see.' },
            { type: 'tool_use', id: 'toolu_1', name: 'weather', input: { city: 'Köln' } },
            { type: 'tool_use', id: 'toolu_2', name: 'now', input: {} },
          ],
        },
        {
          role: 'user',
          content: [
            { type: 'tool_result', tool_use_id: 'toolu_1', content: 'sun' },
            { type: 'tool_result', tool_use_id: 'toolu_2', content: '12:00' },
          ],
        },
      ],
    },
  ],
  [
    'an image, a document and a cache',
    {
      messages: [
        {
          role: 'user',
          content: [
            { type: 'image_url', image_url: { url: `data:image/png;base64,${png}` } },
            { type: 'file', file: { filename: 'a.pdf', file_data: 'data:application/pdf;base64,AA==' } },
            { type: 'text', text: 'What is this?', cache_control: { type: 'ephemeral' } },
          ],
        },
      ],
      max_completion_tokens: 9,
    },
    {
      ...{ model, max_tokens: 9 },
      messages: [
        {
          role: 'user',
          content: [
            { type: 'image', source: { type: 'base64', media_type: 'image/png', data: png } },
            {
              type: 'document',
              title: 'a.pdf',
              source: { type: 'base64', media_type: 'application/pdf', data: 'AA==' },
            },
            { type: 'text', text: 'What is this?', cache_control: { type: 'ephemeral' } },
          ],
        },
      ],
    },
  ],
  [
    'a format, reasoning and a search',
    {
      messages: [{ role: 'user', content: 'Hi' }],
      response_format: {
        type: 'json_schema',
        json_schema: { name: 'p', schema: { ...schema, additionalProperties: false } },
      },
      ...{ reasoning_effort: 'low', max_tokens: 2000, web_search_options: { search_context_size: 'medium' } },
    },
    {
      ...{ model, max_tokens: 2000, thinking: { type: 'enabled', budget_tokens: 1024 } },
      messages: [{ role: 'user', content: 'Hi' }],
      output_config: { format: { type: 'json_schema', schema: { ...schema, additionalProperties: false } } },
      tools: [{ type: 'web_search_20250305', name: 'web_search', max_uses: 5 }],
    },
  ],
]

describe("what Anthropic's own client sends", () => {
  it.each(questions)('we send too: %s', async (_what, request, params) => {
    upstream.recording = undefined
    await client.messages.create(params)
    expect(JSON.parse(chatBody(call(request)))).toEqual(upstream.asked)
  })
})

const good = recordingsOf('anthropic').filter(({ status }) => status === 200)

/** What both must have understood. */
const gist = (
  texts: string,
  thoughts: string,
  calls: readonly (readonly [id: unknown, name: unknown, input: unknown])[],
) => ({
  ...{ texts, thoughts, calls },
})

const oursIn = ({ choices }: ReturnType<typeof assemble>) => {
  const {
    content,
    reasoning_content: thoughts,
    tool_calls: calls = [],
  } = choices[0]?.message ?? expect.fail('no message')
  const input = (written: string): unknown => JSON.parse(written)
  return gist(
    ...([String(content ?? ''), String(thoughts ?? '')] as const),
    calls.map(({ id, function: called }) => [id, called.name, input(called.arguments)]),
  )
}

const theirsIn = ({ content }: Anthropic.Message) =>
  gist(
    content.map((block) => (block.type === 'text' ? block.text : '')).join(''),
    content.map((block) => (block.type === 'thinking' ? block.thinking : '')).join(''),
    content.flatMap((block) => (block.type === 'tool_use' ? [[block.id, block.name, block.input] as const] : [])),
  )

describe.skipIf(!haveRecordings)("what Anthropic's own client understands", () => {
  const request = { model, max_tokens: 1, messages: [] }
  const asked = (recording: Recording) => (recording.request['messages'] ? openaiRequest(recording) : {})

  it.each(good.filter((recording) => !isStream(recording)))('we understand too: $name', async (recording) => {
    upstream.recording = recording
    const { exchange } = exchangeOf(anthropic(), call(asked(recording)), answerOf(recording, false))
    const ours = (await wholeOf((await exchange).batches)).result()
    expect(oursIn(ours)).toEqual(theirsIn(await client.messages.create(request)))
  })

  /** The client does not read a message that begins twice. */
  const once = good.filter((recording) => isStream(recording) && !recording.case.startsWith('duplicate'))

  it.each(once)('we understand too: $name', async (recording) => {
    upstream.recording = withEventNames(recording)
    const { deployment } = call({})
    const streamed = chatCall(asked(recording), { stream: true, deployment })
    const { chunks } = await hear((await exchangeOf(anthropic(), streamed, answerOf(recording, true)).exchange).batches)
    const ours = oursIn(assemble(chunks as Parameters<typeof assemble>[0]))
    expect(ours).toEqual(theirsIn(await client.messages.stream(request).finalMessage()))
  })
})

/** Some streams were recorded without the names of their events, which the client goes by. */
function withEventNames(recording: Recording): Recording {
  if (/^event: /m.test(recording.body)) return recording
  const body = recording.body.replace(/^data: \{"type":"(\w+)"/gm, 'event: $1\n$&')
  return { ...recording, body, bytes: Buffer.from(body) }
}
