import type { JsonObject } from '@turnout/core'
import { describe, expect, it } from 'vitest'
import { chatCall, exchangeOf, failureOf, json, providerCall, wholeOf } from '../test-support/provider-call.test.ts'
import { answerOf, haveRecordings, recordedText, recordingsOf } from '../test-support/recordings.test.ts'
import { cohere } from './cohere.ts'
import { chatBody } from './request.ts'

const recordings = recordingsOf('cohere')
const chats = recordings.filter(({ url, status }) => url.endsWith('/v2/chat') && status === 200)
const named = (name: string) => recordings.find((recording) => recording.case === name) ?? expect.fail(`no ${name}`)

/** A recorded request in OpenAI's words: so near that the format of the answer alone differs. */
function openaiRequest({ model: _model, response_format: format, ...request }: JsonObject): object {
  const schema = (format as { schema?: JsonObject } | undefined)?.schema
  return {
    ...request,
    ...(schema ? { response_format: { type: 'json_schema', json_schema: { name: 'n', schema } } } : {}),
  }
}

/** One text may stand as it is, or as the only part; and an empty text may as well not be there. */
function sameContent(body: JsonObject): JsonObject {
  const messages = (body['messages'] as JsonObject[]).map(({ content, ...message }) => {
    const parts = typeof content === 'string' ? [{ type: 'text', text: content }] : ((content ?? []) as JsonObject[])
    return { ...message, content: parts.filter(({ text }) => text !== '') }
  })
  return { ...body, messages }
}

describe.skipIf(!haveRecordings)('cohere, recorded', () => {
  it('has what these tests are about', () => {
    expect(chats.length).toBeGreaterThan(4)
  })

  it.each(chats)('would have asked the same as $name', ({ request }) => {
    const given = { stream: request['stream'] === true, deployment: { model: String(request['model']) } }
    const body = JSON.parse(chatBody(chatCall(openaiRequest(request), given)))
    expect(sameContent(body)).toEqual(sameContent({ stream: false, ...request }))
  })

  it.each([
    ['error-400-too-many-tokens', { kind: 'context-window', upstreamStatus: 400 }],
    ['error-401', { kind: 'authentication', upstreamStatus: 401 }],
  ])('knows the failure of %s', async (name, failure) => {
    expect(await failureOf(exchangeOf(cohere(), chatCall(), answerOf(named(name), true)).exchange)).toMatchObject(
      failure,
    )
  })

  it('ranks', async () => {
    const recording = named('rerank')
    const { query, documents, top_n } = recording.request as { query: string; documents: string[]; top_n: number }
    const call = providerCall('rerank', { query, documents, top_n }, { deployment: { model: 'rerank-v3.5' } })
    const { exchange, transport } = exchangeOf(cohere(), call, answerOf(recording, false))
    const batch = await wholeOf((await exchange).batches)
    expect(JSON.parse(transport.seen[0]?.body ?? '')).toEqual(recording.request)
    expect(batch.result()).toEqual(JSON.parse(recording.body))
    expect(batch.usage()).toBeUndefined()
  })

  it("ranks as another gateway does, but for a document's shape and for what counts as usage", async () => {
    const { model, ...request } = JSON.parse(recordedText('agentgateway-goldens/requests/rerank/basic.json'))
    const body = recordedText('agentgateway-goldens/response/cohere/rerank.json')
    const call = providerCall('rerank', request, { deployment: { model } })
    const { exchange, transport } = exchangeOf(cohere(), call, json(body))
    const batch = await wholeOf((await exchange).batches)
    // The second version of Cohere's interface takes texts alone.
    const documents = request.documents.map((document: string | { text: string }) =>
      typeof document === 'string' ? document : document.text,
    )
    expect(JSON.parse(transport.seen[0]?.body ?? '')).toEqual({ model, ...request, documents })
    expect(batch.result()).toEqual(JSON.parse(body))
    // There it is the input alone, 214.
    expect(batch.usage()).toEqual({ prompt_tokens: 214, completion_tokens: 2, total_tokens: 216 })
  })
})
