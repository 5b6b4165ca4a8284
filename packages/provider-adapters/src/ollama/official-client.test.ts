import { type ChatRequest, type EmbedRequest, Ollama } from 'ollama'
import { describe, expect, it } from 'vitest'
import { chatCall, providerCall } from '../test-support/provider-call.test.ts'
import { haveRecordings, recordingsOf } from '../test-support/recordings.test.ts'
import { embeddingBody } from './embeddings.ts'
import { chatBody } from './request.ts'

/** Ollama's own client, which gets `answer`; and what it sends. */
function official(answer: string) {
  const bodies: unknown[] = []
  const fetch: typeof globalThis.fetch = async (_url, init) => {
    bodies.push(JSON.parse(String(init?.body)))
    return new Response(answer)
  }
  return { client: new Ollama({ fetch }), bodies }
}

const deployment = { model: 'llama' }
const answer = '{"model":"llama","message":{"role":"assistant","content":""},"done":true}'
const parameters = { type: 'object', properties: { city: { type: 'string' } }, required: ['city'] }
const weather = { type: 'function', function: { name: 'weather', description: 'd', parameters } }
const call = (id: string) => ({ id, type: 'function', function: { name: 'weather', arguments: '{"city":"Bern"}' } })
const ollamaCall = { function: { name: 'weather', arguments: { city: 'Bern' } } }

describe("Ollama's own client sends the same", () => {
  /** But for what it cannot say: what a call's id is, and that nothing may be cut. */
  const sameChat = async (request: object, own: Omit<ChatRequest, 'model' | 'stream'>) => {
    const { client, bodies } = official(answer)
    await client.chat({ model: 'llama', ...own })
    const { truncate, shift, ...body } = JSON.parse(chatBody(chatCall(request, { deployment })))
    expect([truncate, shift]).toEqual([false, false])
    const ids = { id: expect.any(String) }
    const messages = own.messages?.map((message) => ({
      ...message,
      ...(message.tool_calls ? { tool_calls: message.tool_calls.map((said) => ({ ...ids, ...said })) } : {}),
      ...(message.role === 'tool' ? { tool_call_id: expect.any(String) } : {}),
    }))
    expect(body).toEqual({ options: {}, ...(bodies[0] as object), messages })
  }

  it('for a plain question with its parameters', () =>
    sameChat(
      {
        messages: [
          { role: 'system', content: 'Be brief.' },
          { role: 'user', content: 'Hi' },
        ],
        ...{ temperature: 0, top_p: 0.5, top_k: 4, max_tokens: 9, stop: 'x', seed: 1, reasoning_effort: 'low' },
        ...{ presence_penalty: 0.1, frequency_penalty: 0.2, logprobs: true, top_logprobs: 2, num_ctx: 8192 },
        keep_alive: '5m',
      },
      {
        messages: [
          { role: 'system', content: 'Be brief.' },
          { role: 'user', content: 'Hi' },
        ],
        options: {
          ...{ temperature: 0, top_p: 0.5, top_k: 4, num_predict: 9, stop: ['x'], seed: 1, num_ctx: 8192 },
          ...{ presence_penalty: 0.1, frequency_penalty: 0.2 },
        },
        ...{ think: 'low', logprobs: true, top_logprobs: 2, keep_alive: '5m' },
      },
    ))

  it('for tools, their calls and their results', () =>
    sameChat(
      {
        messages: [
          { role: 'user', content: 'Weather?' },
          { role: 'assistant', content: null, reasoning_content: 'hm', tool_calls: [call('c1'), call('c2')] },
          { role: 'tool', tool_call_id: 'c1', content: '15°' },
          { role: 'tool', tool_call_id: 'c2', content: '16°' },
        ],
        tools: [weather],
      },
      {
        messages: [
          { role: 'user', content: 'Weather?' },
          { role: 'assistant', content: '', thinking: 'hm', tool_calls: [ollamaCall, ollamaCall] },
          { role: 'tool', tool_name: 'weather', content: '15°' },
          { role: 'tool', tool_name: 'weather', content: '16°' },
        ],
        tools: [weather],
      },
    ))

  it('for an image and a schema', () =>
    sameChat(
      {
        messages: [
          {
            role: 'user',
            content: [
              { type: 'text', text: 'What?' },
              { type: 'image_url', image_url: { url: 'data:image/png;base64,AA==' } },
            ],
          },
        ],
        response_format: { type: 'json_schema', json_schema: { name: 'n', schema: parameters } },
      },
      { messages: [{ role: 'user', content: 'What?', images: ['AA=='] }], format: parameters },
    ))

  it('for embeddings', async () => {
    const { client, bodies } = official('{"model":"e","embeddings":[[1],[2]]}')
    const own = { model: 'e', input: ['a', 'b'], dimensions: 8, truncate: false } satisfies EmbedRequest
    await client.embed(own)
    const request = { input: ['a', 'b'], dimensions: 8 }
    const body = JSON.parse(embeddingBody(providerCall('embedding', request, { deployment: { model: 'e' } })))
    expect(body).toEqual({ options: {}, ...(bodies[0] as object) })
  })
})

const recorded = recordingsOf('ollama').filter(({ case: name }) => name.startsWith('native-'))
const messages = [{ role: 'user', content: 'Hi' }]

describe.skipIf(!haveRecordings)("Ollama's own client reads what our adapter is fed", () => {
  it.each(recorded.filter(({ case: name }) => !/stream|embed/.test(name)))('$name', async ({ body }) => {
    const { message, eval_count } = await official(body).client.chat({ model: 'm', messages })
    expect({ message, eval_count }).toMatchObject({
      message: JSON.parse(body).message,
      eval_count: JSON.parse(body).eval_count,
    })
  })

  it.each(recorded.filter(({ case: name }) => name.includes('stream')))('$name', async ({ body }) => {
    let done = false
    for await (const line of await official(body).client.chat({ model: 'm', messages, stream: true })) done = line.done
    expect(done).toBe(true)
  })
})
