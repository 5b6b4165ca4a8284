import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { isJsonObject, type JsonObject } from '@turnout/core'
import { FakeTransport } from '@turnout/testing'
import { describe, expect, it } from 'vitest'
import { bearerDeployment } from '../test-support/bedrock-recordings.test.ts'
import { chatCall, exchangeOf, hear, json, providerCall, wholeOf } from '../test-support/provider-call.test.ts'
import { haveRecordings } from '../test-support/recordings.test.ts'
import { bedrock } from './bedrock.ts'
import { chatBody } from './request.ts'

const folder = resolve(
  import.meta.dirname,
  '../../../..',
  process.env['TURNOUT_FIXTURES'] ?? '../shared/fixtures',
  'agentgateway-goldens',
)
const bytes = (file: string) => readFileSync(resolve(folder, file))
const parsed = (file: string): JsonObject => JSON.parse(bytes(file).toString())

/** The JSON of a snapshot, behind its front matter. */
function snapshot(file: string): JsonObject {
  const text = bytes(file).toString()
  return JSON.parse(text.slice(text.indexOf('\n---\n') + 5))
}

const objectAt = (value: JsonObject, key: string): JsonObject => {
  const member = value[key]
  return isJsonObject(member) ? member : {}
}

const claude = 'anthropic.claude-3-7-sonnet-20250219-v1:0'

/** What agentgateway says and we do not, and why. */
const differences: Readonly<Record<string, (theirs: JsonObject) => JsonObject>> = {
  // A limit that nobody asked for: without one, Bedrock takes the model's own.
  basic: ({ inferenceConfig, ...theirs }) => theirs,
  // A tool named for itself, where the conversation has used tools; we declare the ones that were used.
  'parallel-tool-call': ({ inferenceConfig, toolConfig, ...theirs }) => ({
    ...JSON.parse(JSON.stringify(theirs), (key, value) => (key === 'status' && value === null ? undefined : value)),
    toolConfig: {
      tools: [{ toolSpec: { name: 'get_weather', inputSchema: { json: { type: 'object', properties: {} } } } }],
    },
  }),
  // `reasoning_signature` is a field of its own making: here a signature comes back in `thinking_blocks`, or not at all.
  reasoning_replay: ({ inferenceConfig, messages, ...theirs }) => ({
    ...theirs,
    messages: JSON.parse(JSON.stringify(messages)).map(({ role, content }: { role: string; content: object[] }) => ({
      ...{ role, content: content.filter((block) => !('reasoningContent' in block)) },
    })),
  }),
}

describe.skipIf(!haveRecordings)("agentgateway's opinion", () => {
  it.each(Object.entries(differences))('of the request %s', (name, without) => {
    const call = chatCall(parsed(`requests/completions/${name}.json`), {
      deployment: { ...bearerDeployment, model: claude },
    })
    const theirs = objectAt(snapshot(`requests/completions/${name}.bedrock.snap`), 'request')
    expect(JSON.parse(chatBody(call))).toEqual(without(theirs))
  })

  it.each(['basic', 'reasoning_unsigned'])('of the answer %s', async (name) => {
    const answer = json(bytes(`response/bedrock/${name}.json`))
    const call = chatCall({}, { deployment: { ...bearerDeployment, model: 'deepseek.r1-v1:0' } })
    const ours = (await wholeOf((await exchangeOf(bedrock(), call, answer).exchange).batches)).result()
    const theirs = objectAt(snapshot(`response/bedrock/${name}.bedrock-completions.snap`), 'response')
    expect(ours).toMatchObject({ choices: theirs['choices'], usage: theirs['usage'] })
  })

  it('of a stream', async () => {
    const headers = { 'content-type': 'application/vnd.amazon.eventstream' }
    const pieces = [bytes('response/bedrock/basic.bin')]
    const call = chatCall({}, { stream: true, deployment: bearerDeployment })
    const { text, usage, finished, done } = await hear(
      (await exchangeOf(bedrock(), call, { headers, pieces }).exchange).batches,
    )
    const snap = bytes('response/bedrock/basic.bedrock-completions-streaming.snap').toString()
    const chunks = [...snap.matchAll(/^data: (\{.*)$/gm)].map(([, data = '']) => JSON.parse(data))
    expect(text).toBe(chunks.map(({ choices }) => choices[0]?.delta.content ?? '').join(''))
    expect(usage).toMatchObject(chunks.at(-1).usage)
    expect({ finished, done }).toEqual({ finished: [[0, 'stop']], done: true })
  })

  it.each([
    ['array', 'cohere.embed-english-v3'],
    ['cohere-v4', 'cohere.embed-v4:0'],
  ])('of the request for embeddings %s', async (name, model) => {
    const transport = new FakeTransport(({ body }) => {
      const { texts } = JSON.parse(String(body))
      return json(JSON.stringify({ embeddings: texts.map(() => [1]) }))
    })
    // Theirs is always for a query; LiteLLM's, and ours, for documents unless the caller says.
    const { input, dimensions } = parsed(`requests/embeddings/${name}.json`)
    const request = { input, dimensions, input_type: 'search_query' } as { input: string }
    const call = providerCall('embedding', request, { deployment: { ...bearerDeployment, model } })
    await bedrock().operations.embedding?.({ ...call, runtime: { ...call.runtime, transport } })
    const theirs = objectAt(snapshot(`requests/embeddings/${name}.bedrock-cohere.snap`), 'request')
    expect(JSON.parse(String(transport.seen[0]?.request.body))).toEqual(theirs)
  })

  it.each([
    ['bedrock-cohere', 'cohere.embed-english-v3', ['hello', 'world']],
    ['bedrock-nova', 'amazon.nova-2-multimodal-embeddings-v1:0', 'hello'],
    ['bedrock-titan', 'amazon.titan-embed-text-v2:0', 'hello'],
  ])('of the embeddings of %s', async (name, model, input) => {
    const call = providerCall('embedding', { input }, { deployment: { ...bearerDeployment, model } })
    const { exchange } = exchangeOf(bedrock(), call, json(bytes(`response/${name}/embeddings.json`)))
    const ours = (await wholeOf((await exchange).batches)).result()
    const theirs = objectAt(snapshot(`response/${name}/embeddings.${name}.snap`), 'response')
    // Where nobody counted, theirs is none; ours is not known.
    expect(ours.usage ?? { prompt_tokens: 0, total_tokens: 0 }).toEqual(theirs['usage'])
    // Theirs have gone through 32 bits.
    const rounded = (value: unknown) =>
      JSON.parse(JSON.stringify(value), (_key, x) => (typeof x === 'number' ? Math.fround(x) : x))
    expect(rounded(ours.data)).toEqual(rounded(theirs['data']))
  })
})
