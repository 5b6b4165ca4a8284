import { CohereClientV2 } from 'cohere-ai'
import { describe, expect, it } from 'vitest'
import { chatCall, providerCall } from '../test-support/provider-call.test.ts'
import { haveRecordings, recordingsOf } from '../test-support/recordings.test.ts'
import { embeddingBody } from './embeddings.ts'
import { chatBody } from './request.ts'
import { rerankBody } from './rerank.ts'

/** Cohere's own client, which gets `answer`; and what it sends. */
function official(answer: string, type = 'application/json') {
  const bodies: unknown[] = []
  const fetch: typeof globalThis.fetch = async (_url, init) => {
    bodies.push(JSON.parse(String(init?.body)))
    return new Response(answer, { headers: { 'content-type': type } })
  }
  return { client: new CohereClientV2({ token: 'k', fetch }), bodies }
}

const message = '{"id":"c","finish_reason":"COMPLETE","message":{"role":"assistant","content":[]}}'
const deployment = { model: 'command-a' }
const parameters = { type: 'object', properties: { city: { type: 'string' } }, required: ['city'] }
const weather = { type: 'function', function: { name: 'weather', description: 'd', parameters } } as const
const image = { type: 'image_url', image_url: { url: 'data:image/png;base64,AA==', detail: 'low' } } as const
const calls = ['c1', 'c2'].map((id) => ({
  ...{ id, type: 'function' as const, function: { name: 'weather', arguments: '{"city":"Bern"}' } },
}))

describe("Cohere's own client sends the same", () => {
  const sameChat = async (request: object, own: Omit<Parameters<CohereClientV2['chat']>[0], 'model'>) => {
    const { client, bodies } = official(message)
    await client.chat({ model: 'command-a', ...own })
    expect({ stream: false, ...JSON.parse(chatBody(chatCall(request, { deployment }))) }).toEqual(bodies[0])
  }

  it('for a plain question with its parameters', () =>
    sameChat(
      {
        messages: [
          { role: 'system', content: 'Be brief.' },
          { role: 'user', content: 'Hi' },
        ],
        ...{ temperature: 0, top_p: 0.5, top_k: 4, max_tokens: 9, stop: ['x'], seed: 1, reasoning_effort: 'low' },
        ...{ presence_penalty: 0.1, frequency_penalty: 0.2, logprobs: true, safety_mode: 'STRICT' },
      },
      {
        messages: [
          { role: 'system', content: 'Be brief.' },
          { role: 'user', content: 'Hi' },
        ],
        ...{ temperature: 0, p: 0.5, k: 4, maxTokens: 9, stopSequences: ['x'], seed: 1 },
        ...{ presencePenalty: 0.1, frequencyPenalty: 0.2, logprobs: true, safetyMode: 'STRICT' },
        thinking: { type: 'enabled', tokenBudget: 1024 },
      },
    ))

  it('for tools, their calls and their results', () =>
    sameChat(
      {
        messages: [
          { role: 'user', content: 'Weather?' },
          { role: 'assistant', content: null, reasoning_content: 'I will look.', tool_calls: calls },
          ...calls.map(({ id }) => ({ role: 'tool', tool_call_id: id, content: '15°' })),
        ],
        tools: [weather],
        tool_choice: 'required',
      },
      {
        messages: [
          { role: 'user', content: 'Weather?' },
          { role: 'assistant', toolPlan: 'I will look.', toolCalls: calls },
          ...calls.map(({ id }) => ({ role: 'tool' as const, toolCallId: id, content: '15°' })),
        ],
        tools: [weather],
        toolChoice: 'REQUIRED',
      },
    ))

  it('for an image', () =>
    sameChat(
      { messages: [{ role: 'user', content: [{ type: 'text', text: 'What?' }, image] }] },
      {
        messages: [
          {
            role: 'user',
            content: [
              { type: 'text', text: 'What?' },
              { type: 'image_url', imageUrl: { ...image.image_url } },
            ],
          },
        ],
      },
    ))

  it('but for a schema, which it calls json_schema: `schema` is what the guide has, and what was recorded', async () => {
    const { client, bodies } = official(message)
    await client.chat({
      ...{ model: 'command-a', messages: [{ role: 'user', content: 'Hi' }] },
      responseFormat: { type: 'json_object', jsonSchema: parameters },
    })
    expect(bodies[0]).toMatchObject({ response_format: { type: 'json_object', json_schema: parameters } })
    const response_format = { type: 'json_schema', json_schema: { name: 'n', schema: parameters } }
    const body = JSON.parse(chatBody(chatCall({ response_format }, { deployment })))
    expect(body.response_format).toEqual({ type: 'json_object', schema: parameters })
  })

  it('for embeddings and for a ranking', async () => {
    const { client, bodies } = official('{"id":"e","embeddings":{"float":[[1]]}}')
    await client.embed({
      ...{ model: 'embed', inputType: 'search_document', texts: ['a'], embeddingTypes: ['float'], outputDimension: 8 },
    })
    const embed = providerCall('embedding', { input: 'a', dimensions: 8 }, { deployment: { model: 'embed' } })
    expect(JSON.parse(embeddingBody(embed))).toEqual(bodies[0])

    const ranking = official('{"id":"r","results":[]}')
    await ranking.client.rerank({ model: 'rerank', query: 'q', documents: ['a', 'b'], topN: 1, maxTokensPerDoc: 9 })
    const request = { query: 'q', documents: ['a', { text: 'b' }], top_n: 1, max_tokens_per_doc: 9 }
    const rerank = providerCall('rerank', request, { deployment: { model: 'rerank' } })
    expect(JSON.parse(rerankBody(rerank))).toEqual(ranking.bodies[0])
  })
})

const recorded = recordingsOf('cohere').filter(({ status }) => status === 200)

describe.skipIf(!haveRecordings)("Cohere's own client reads what our adapter is fed", () => {
  it.each(recorded.filter(({ case: name }) => name !== 'rerank' && name !== 'v2-stream'))('$name', async ({ body }) => {
    const answer = await official(body).client.chat({ model: 'm', messages: [{ role: 'user', content: 'Hi' }] })
    expect(answer.id).toBe(JSON.parse(body).id)
    expect(answer.finishReason).toBe(JSON.parse(body).finish_reason)
  })

  it('v2-stream', async () => {
    const { body } = recorded.find(({ case: name }) => name === 'v2-stream') ?? expect.fail('no stream')
    const { client } = official(body, 'text/event-stream')
    let text = ''
    for await (const event of await client.chatStream({ model: 'm', messages: [{ role: 'user', content: 'Hi' }] }))
      if (event.type === 'content-delta') text += event.delta?.message?.content?.text ?? ''
    expect(text).toBe("Sure! Here's counting from 1 to 3:\n\n1, 2, 3.")
  })
})
