import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import {
  ApiError,
  type Content,
  FunctionCallingConfigMode,
  type GenerateContentParameters,
  GoogleGenAI,
  Modality,
  type Part,
  ThinkingLevel,
} from '@google/genai'
import type { JsonObject } from '@turnout/core'
import { describe, expect, it, onTestFinished } from 'vitest'
import { chatCall, exchangeOf, wholeOf } from '../test-support/provider-call.test.ts'
import { haveRecordings, isStream, type Recording, recordingsOf } from '../test-support/recordings.test.ts'
import { gemini } from './gemini.ts'

const model = 'gemini-3-flash-preview'
const empty = { status: 200, headers: { 'content-type': 'application/json' }, body: '{"candidates":[]}' }

/** Google's client in front of a server that gives one answer, and remembers what it was asked. */
async function client(answer: Pick<Recording, 'status' | 'headers' | 'body'> = empty) {
  const seen: { url: string; body: JsonObject }[] = []
  const server = createServer(async (request, response) => {
    const pieces = await request.toArray()
    seen.push({ url: request.url ?? '', body: JSON.parse(Buffer.concat(pieces).toString()) })
    response.writeHead(answer.status, { 'content-type': String(answer.headers['content-type']) }).end(answer.body)
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(() => {
    server.close()
  })
  const { port } = server.address() as AddressInfo
  const httpOptions = { baseUrl: `http://127.0.0.1:${port}`, apiVersion: 'v1beta' }
  const ai = new GoogleGenAI({ apiKey: 'k', httpOptions })
  return { ai, seen }
}

function ours(request: object, stream = false) {
  const { transport, exchange } = exchangeOf(gemini(), chatCall(request, { stream, deployment: { model } }), {})
  exchange.catch(() => {})
  const { request: sent, body } = transport.seen[0] ?? expect.fail('nothing was sent')
  return { url: sent.path, body: JSON.parse(body) }
}

const schema = { type: 'object', properties: { a: { type: 'string' } }, required: ['a'] }
const declared = { name: 'f', description: 'd', parametersJsonSchema: schema }
const tools = [{ type: 'function', function: { name: 'f', description: 'd', parameters: schema } }]
const image = { inlineData: { mimeType: 'image/png', data: 'AA==' } }
const user = (...parts: Part[]): Content => ({ role: 'user', parts })

type Same = readonly [what: string, request: object, asked: Omit<GenerateContentParameters, 'model'>]

/** The same, asked of us in OpenAI's words and of Google's client in its own. */
const same: readonly Same[] = [
  ['a question', {}, { contents: [user({ text: 'Hi' })] }],
  [
    'parameters',
    {
      messages: [
        { role: 'system', content: 'S' },
        { role: 'user', content: 'Hi' },
      ],
      ...{ max_tokens: 9, temperature: 0.5, top_p: 0.9, stop: ['x'], seed: 7, n: 2, presence_penalty: 0.1 },
      ...{ logprobs: true, top_logprobs: 2, reasoning_effort: 'low' },
    },
    {
      contents: [user({ text: 'Hi' })],
      config: {
        ...{ systemInstruction: { parts: [{ text: 'S' }] }, maxOutputTokens: 9, temperature: 0.5, topP: 0.9 },
        ...{ stopSequences: ['x'], seed: 7, candidateCount: 2, presencePenalty: 0.1 },
        ...{ responseLogprobs: true, logprobs: 2 },
        thinkingConfig: { includeThoughts: true, thinkingLevel: ThinkingLevel.LOW },
      },
    },
  ],
  [
    'an image',
    {
      messages: [
        {
          role: 'user',
          content: [
            { type: 'text', text: 'See' },
            { type: 'image_url', image_url: { url: 'data:image/png;base64,AA==' } },
            { type: 'file', file: { file_id: 'https://x/a.pdf' } },
          ],
        },
      ],
    },
    {
      contents: [
        user({ text: 'See' }, image, { fileData: { fileUri: 'https://x/a.pdf', mimeType: 'application/pdf' } }),
      ],
    },
  ],
  [
    'JSON by a schema',
    { response_format: { type: 'json_schema', json_schema: { name: 'n', schema } } },
    {
      contents: [user({ text: 'Hi' })],
      config: { responseMimeType: 'application/json', responseJsonSchema: schema },
    },
  ],
  [
    'speech',
    { modalities: ['audio'], audio: { voice: 'Kore', format: 'pcm16' } },
    {
      contents: [user({ text: 'Hi' })],
      config: {
        responseModalities: [Modality.AUDIO],
        speechConfig: { voiceConfig: { prebuiltVoiceConfig: { voiceName: 'Kore' } } },
      },
    },
  ],
  [
    'tools, called twice and answered',
    {
      ...{ tools, tool_choice: 'required' },
      messages: [
        { role: 'user', content: 'Q' },
        {
          role: 'assistant',
          content: null,
          tool_calls: ['1', '2'].map((a) => ({
            ...{ id: `c${a}`, type: 'function', function: { name: 'f', arguments: JSON.stringify({ a }) } },
            ...(a === '1' ? { provider_specific_fields: { thought_signature: 'c2ln' } } : {}),
          })),
        },
        { role: 'tool', tool_call_id: 'c1', content: 'r1' },
        { role: 'tool', tool_call_id: 'c2', content: [{ type: 'image_url', image_url: 'data:image/png;base64,AA==' }] },
      ],
    },
    {
      contents: [
        user({ text: 'Q' }),
        {
          role: 'model',
          parts: [
            { functionCall: { id: 'c1', name: 'f', args: { a: '1' } }, thoughtSignature: 'c2ln' },
            { functionCall: { id: 'c2', name: 'f', args: { a: '2' } } },
          ],
        },
        user(
          { functionResponse: { id: 'c1', name: 'f', response: { result: 'r1' } } },
          { functionResponse: { id: 'c2', name: 'f', response: { result: '' }, parts: [image] } },
        ),
      ],
      config: {
        tools: [{ functionDeclarations: [declared] }],
        toolConfig: { functionCallingConfig: { mode: FunctionCallingConfigMode.ANY } },
      },
    },
  ],
]

/** Names of enums are read in either case. */
const lowered = (body: JsonObject): JsonObject =>
  JSON.parse(JSON.stringify(body, (key, value) => (key === 'thinkingLevel' ? value.toLowerCase() : value)))

describe("Google's own client", () => {
  it.each(same)('sends for %s what we send', async (_what, request, asked) => {
    const { ai, seen } = await client()
    await ai.models.generateContent({ model, ...asked })
    const stream = await ai.models.generateContentStream({ model, ...asked })
    await stream.next().catch(() => {})
    const [plain, streamed] = seen
    expect(plain?.url).toBe(ours(request).url)
    expect(streamed?.url).toBe(ours(request, true).url)
    for (const sent of [plain, streamed])
      expect({ generationConfig: {}, ...lowered(sent?.body ?? {}) }).toEqual({
        generationConfig: {},
        ...ours(request).body,
      })
  })

  it('asks for embeddings as we do', async () => {
    const { ai, seen } = await client({ ...empty, body: '{"embeddings":[{"values":[1]}]}' })
    const contents = ['a', 'b']
    const config = { outputDimensionality: 1 }
    await ai.models.embedContent({ model: 'gemini-embedding-001', contents, config })
    const call = { ...chatCall({ input: contents, dimensions: 1 }), operation: 'embedding' as const }
    const deployment = { ...call.deployment, model: 'gemini-embedding-001' }
    const { transport, exchange } = exchangeOf(gemini(), { ...call, deployment } as never, {})
    exchange.catch(() => {})
    expect(JSON.parse(transport.seen[0]?.body ?? '').requests).toMatchObject(
      contents.map((text) => ({ content: { parts: [{ text }] }, outputDimensionality: 1 })),
    )
    expect(seen[0]?.url).toBe(transport.seen[0]?.request.path)
  })
})

const chats = recordingsOf('gemini').filter(({ url }) => !/embed|cachedContents/i.test(url.replace(/\?.*/, '')))
const plain = chats.filter((recording) => recording.status === 200 && !isStream(recording))

describe.skipIf(!haveRecordings)('what was recorded, read by Google', () => {
  it.each(plain)('says what we say: $name', async (recording) => {
    const { ai } = await client(recording)
    const theirs = await ai.models.generateContent({ model, contents: 'Q' })
    const headers = { 'content-type': 'application/json' }
    const answer = { headers, pieces: [recording.body] }
    const { exchange } = exchangeOf(gemini(), chatCall(), answer)
    const { choices, usage } = (await wholeOf((await exchange).batches)).result()
    expect(choices[0]?.message.content ?? undefined).toBe(theirs.functionCalls ? undefined : theirs.text)
    expect(choices[0]?.message.tool_calls?.map((call) => JSON.parse(call.function.arguments))).toEqual(
      theirs.functionCalls?.map(({ args }) => args),
    )
    expect(usage?.total_tokens).toBe(theirs.usageMetadata?.totalTokenCount)
  })

  it.each(chats.filter(({ status }) => status !== 200))('fails as it does: $name', async (recording) => {
    const { ai } = await client(recording)
    const failure = await ai.models.generateContent({ model, contents: 'Q' }).catch((error: unknown) => error)
    expect(failure).toBeInstanceOf(ApiError)
    expect(failure).toMatchObject({ status: recording.status })
  })
})
