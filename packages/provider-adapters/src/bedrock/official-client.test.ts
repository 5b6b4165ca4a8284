import { once } from 'node:events'
import { createServer, type IncomingHttpHeaders } from 'node:http'
import {
  BedrockRuntimeClient,
  ConverseCommand,
  type ConverseCommandInput,
  ConverseStreamCommand,
} from '@aws-sdk/client-bedrock-runtime'
import { NodeHttpHandler } from '@smithy/node-http-handler'
import { describe, expect, it, onTestFinished } from 'vitest'
import { bearerDeployment, converseRecordings } from '../test-support/bedrock-recordings.test.ts'
import { event, exception } from '../test-support/event-stream.test.ts'
import { chatCall } from '../test-support/provider-call.test.ts'
import { haveRecordings, isStream, type Recording } from '../test-support/recordings.test.ts'
import { placeOf } from './endpoint.ts'
import { chatBody } from './request.ts'
import { signatureHeaders } from './sign.ts'

const credentials = { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'secret', sessionToken: 'session' }

interface Seen {
  readonly url: string
  readonly headers: IncomingHttpHeaders
  readonly body: string
}

type Answer = Pick<Recording, 'status' | 'headers' | 'bytes'>

/** The AWS SDK's client, and a server that answers it with one recording. */
async function official({ status, headers, bytes }: Answer) {
  const seen: Seen[] = []
  const server = createServer(async (request, response) => {
    const pieces: Buffer[] = []
    for await (const piece of request) pieces.push(piece)
    seen.push({ url: request.url ?? '', headers: request.headers, body: Buffer.concat(pieces).toString() })
    response.writeHead(status, { ...headers, connection: 'close' })
    response.end(bytes)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  const port = typeof address === 'object' ? address?.port : 0
  const client = new BedrockRuntimeClient({
    ...{ endpoint: `http://127.0.0.1:${port}`, region: 'us-east-1', credentials, maxAttempts: 1 },
    // Its own speaks HTTP/2 alone.
    requestHandler: new NodeHttpHandler(),
  })
  onTestFinished(() => {
    client.destroy()
    server.close()
  })
  return { client, seen }
}

const hello: Answer = {
  ...{ status: 200, headers: { 'content-type': 'application/json' } },
  bytes: Buffer.from('{"output":{"message":{"role":"assistant","content":[]}},"stopReason":"end_turn"}'),
}

const claude = 'us.anthropic.claude-haiku-4-5-20251001-v1:0'
const pixel = 'iVBORw0KGgo='
const schema = {
  type: 'object',
  properties: { city: { type: 'string' } },
  required: ['city'],
  additionalProperties: false,
}
const tools = [{ type: 'function', function: { name: 'weather', description: 'd', parameters: schema, strict: true } }]
const call = (id: string) => ({ id, type: 'function', function: { name: 'weather', arguments: '{"city":"Köln"}' } })
const bytes = (base64: string) => Buffer.from(base64, 'base64')

/** The same said to both. */
const sameCalls: Readonly<Record<string, readonly [request: object, input: ConverseCommandInput]>> = {
  'a plain question': [
    {
      messages: [
        { role: 'system', content: 'Be kind.' },
        { role: 'user', content: 'Grüße!' },
      ],
      max_tokens: 9,
      stop: ['x'],
    },
    {
      ...{ modelId: claude, system: [{ text: 'Be kind.' }], inferenceConfig: { maxTokens: 9, stopSequences: ['x'] } },
      messages: [{ role: 'user', content: [{ text: 'Grüße!' }] }],
    },
  ],
  'tools, called in parallel': [
    {
      messages: [
        { role: 'user', content: 'Weather?' },
        { role: 'assistant', content: null, tool_calls: [call('a'), call('b')] },
        { role: 'tool', tool_call_id: 'a', content: 'sun' },
        { role: 'tool', tool_call_id: 'b', content: 'rain', is_error: true },
      ],
      ...{ tools, tool_choice: 'required', parallel_tool_calls: false },
    },
    {
      modelId: claude,
      messages: [
        { role: 'user', content: [{ text: 'Weather?' }] },
        {
          role: 'assistant',
          content: ['a', 'b'].map((toolUseId) => ({
            toolUse: { toolUseId, name: 'weather', input: { city: 'Köln' } },
          })),
        },
        {
          role: 'user',
          content: [
            { toolResult: { toolUseId: 'a', content: [{ text: 'sun' }] } },
            { toolResult: { toolUseId: 'b', content: [{ text: 'rain' }], status: 'error' } },
          ],
        },
      ],
      toolConfig: {
        tools: [{ toolSpec: { name: 'weather', description: 'd', inputSchema: { json: schema }, strict: true } }],
        toolChoice: { any: {} },
      },
      additionalModelRequestFields: { tool_choice: { type: 'any', disable_parallel_tool_use: true } },
    },
  ],
  'an image, a document and cache points': [
    {
      messages: [
        {
          role: 'user',
          content: [
            { type: 'image_url', image_url: { url: `data:image/png;base64,${pixel}` } },
            { type: 'file', file: { filename: 'a.pdf', file_data: 'data:application/pdf;base64,JVBERg==' } },
            { type: 'text', text: 'What is it?', cache_control: { type: 'ephemeral', ttl: '1h' } },
          ],
        },
      ],
    },
    {
      modelId: claude,
      messages: [
        {
          role: 'user',
          content: [
            { image: { format: 'png', source: { bytes: bytes(pixel) } } },
            { document: { format: 'pdf', name: 'a', source: { bytes: bytes('JVBERg==') } } },
            { text: 'What is it?' },
            { cachePoint: { type: 'default', ttl: '1h' } },
          ],
        },
      ],
    },
  ],
  'reasoning, there and back': [
    {
      messages: [
        { role: 'user', content: 'Hi' },
        {
          ...{ role: 'assistant', content: 'Hello' },
          thinking_blocks: [
            { type: 'thinking', thinking: 'hm', signature: 'sig', origin: 'anthropic' },
            { type: 'redacted_thinking', data: 'EtkE', origin: 'anthropic' },
          ],
        },
        { role: 'user', content: 'And?' },
      ],
      reasoning_effort: 'low',
    },
    {
      modelId: claude,
      messages: [
        { role: 'user', content: [{ text: 'Hi' }] },
        {
          role: 'assistant',
          content: [
            { reasoningContent: { reasoningText: { text: 'hm', signature: 'sig' } } },
            { reasoningContent: { redactedContent: Buffer.from('EtkE') } },
            { text: 'Hello' },
          ],
        },
        { role: 'user', content: [{ text: 'And?' }] },
      ],
      additionalModelRequestFields: { thinking: { type: 'enabled', budget_tokens: 1024 } },
    },
  ],
  'a schema, a guardrail and metadata': [
    {
      ...{ messages: [{ role: 'user', content: 'Hi' }], user: 'u-1', service_tier: 'flex', reasoning_effort: 'high' },
      response_format: { type: 'json_schema', json_schema: { name: 'n', schema } },
      guardrailConfig: { guardrailIdentifier: 'g', guardrailVersion: '1' },
    },
    {
      ...{ modelId: 'eu.anthropic.claude-opus-4-6-v1', messages: [{ role: 'user', content: [{ text: 'Hi' }] }] },
      outputConfig: {
        textFormat: { type: 'json_schema', structure: { jsonSchema: { schema: JSON.stringify(schema), name: 'n' } } },
        effort: 'high',
      },
      additionalModelRequestFields: { thinking: { type: 'adaptive', display: 'summarized' } },
      guardrailConfig: { guardrailIdentifier: 'g', guardrailVersion: '1' },
      ...{ serviceTier: { type: 'flex' }, requestMetadata: { user: 'u-1' } },
    },
  ],
}

describe("the AWS SDK's client", () => {
  it.each(Object.entries(sameCalls))('sends what we send: %s', async (_name, [request, input]) => {
    const { client, seen } = await official(hello)
    await client.send(new ConverseCommand(input))
    const deployment = { ...bearerDeployment, model: input.modelId ?? '' }
    const ours = chatCall(request, { deployment })
    expect(JSON.parse(chatBody(ours))).toEqual(JSON.parse(seen[0]?.body ?? ''))
    expect(`${placeOf(ours.deployment).modelPath}/converse`).toBe(seen[0]?.url)
  })

  it.each([claude, 'arn:aws:bedrock:us-east-1:123456789012:application-inference-profile/ab12'])(
    'signs as we sign, and asks where we ask: %s',
    async (modelId) => {
      const { client, seen } = await official(hello)
      await client.send(new ConverseCommand({ modelId, messages: [{ role: 'user', content: [{ text: 'ü' }] }] }))
      const { url, headers, body } = seen[0] ?? expect.fail('nothing was sent')
      const { authorization = '' } = headers
      const signed = (/SignedHeaders=([^,]+)/.exec(authorization)?.[1] ?? '').split(';')
      const own = ['host', 'x-amz-date', 'x-amz-security-token']
      const given = signed.filter((name) => !own.includes(name)).map((name) => [name, String(headers[name])] as const)
      const time = String(headers['x-amz-date']).replace(/^(....)(..)(..)T(..)(..)(..)Z$/, '$1-$2-$3T$4:$5:$6Z')
      const ours = await signatureHeaders(
        { method: 'POST', url: `http://${headers.host}${url}`, headers: given, body },
        { credentials, region: 'us-east-1', service: 'bedrock', wallMs: Date.parse(time) },
      )
      expect(ours[ours.indexOf('authorization') + 1]).toBe(authorization)
    },
  )

  it('reads the exceptions of a stream as we make them', async () => {
    const made = Buffer.concat([
      event('messageStart', { role: 'assistant' }),
      exception('throttlingException', { message: 'no' }),
    ])
    const headers = { 'content-type': 'application/vnd.amazon.eventstream' }
    const { client } = await official({ status: 200, headers, bytes: made })
    const { stream = [] } = await client.send(new ConverseStreamCommand({ modelId: claude, messages: [] }))
    const reading = (async () => {
      for await (const said of stream) expect(said.messageStart).toEqual({ role: 'assistant' })
    })()
    await expect(reading).rejects.toThrow(expect.objectContaining({ name: 'ThrottlingException' }))
  })
})

describe.skipIf(!haveRecordings)("the AWS SDK's client reads our recordings", () => {
  const good = converseRecordings.filter(({ status }) => status === 200)
  const input = { modelId: claude, messages: [] }

  it.each(good.filter((recording) => !isStream(recording)))('$name', async (recording) => {
    const { client } = await official(recording)
    const { output, stopReason } = await client.send(new ConverseCommand(input))
    expect(output?.message?.content?.length).toBeGreaterThan(0)
    expect(stopReason).toBe(JSON.parse(recording.body).stopReason)
  })

  it.each(good.filter(isStream))('$name', async (recording) => {
    const { client } = await official(recording)
    const { stream = [] } = await client.send(new ConverseStreamCommand(input))
    const names: string[] = []
    for await (const said of stream) names.push(...Object.keys(said))
    expect(names.at(0)).toBe('messageStart')
    expect(names.at(-1)).toBe('metadata')
  })

  it.each(converseRecordings.filter(({ status }) => status !== 200))('$name', async (recording) => {
    const { client } = await official(recording)
    const name = /^\w+/.exec(recording.headers['x-amzn-errortype'] ?? '')?.[0]
    await expect(client.send(new ConverseCommand(input))).rejects.toThrow(expect.objectContaining({ name }))
  })
})
