import type { ContentBlock, Message } from '@aws-sdk/client-bedrock-runtime'
import { EventStreamCodec } from '@smithy/core/event-streams'
import type { Asked } from '../../../../../tools/fake-upstream.ts'
import { claudeSignature } from './claude-signature.test.ts'
import { pairing, type Turn } from './pairing.test.ts'
import {
  type Failure,
  inPieces,
  json,
  type Question,
  type Said,
  type Sent,
  spent,
  type Vendor,
  vector,
} from './vendor.test.ts'

interface Body {
  readonly messages: readonly Message[]
  readonly toolConfig?: { readonly tools: readonly object[] }
  readonly additionalModelRequestFields?: { readonly thinking?: { readonly type: string } }
}

const failures: Readonly<Record<Failure, readonly [status: number, kind: string]>> = {
  bad: [400, 'ValidationException'],
  locked: [403, 'UnrecognizedClientException'],
  gone: [404, 'ResourceNotFoundException'],
  busy: [429, 'ThrottlingException'],
  broken: [500, 'InternalServerException'],
  overloaded: [503, 'ServiceUnavailableException'],
  long: [400, 'ValidationException'],
}

/** Amazon Bedrock's Converse, ConverseStream, and InvokeModel of Titan's embeddings (Bedrock Runtime, "Actions"). */
export const bedrock: Vendor = {
  name: 'bedrock',
  shows: ['reasoning', 'cached tokens', 'embeddings'],
  asked: read,
  isKnown: ({ authorization = '' }) => authorization.startsWith('AWS4-HMAC-SHA256 Credential=AKIAUPSTREAM/'),
  chat: (said, question) => (question.stream ? streamed(said) : plain(said)),
  embedding: () => json({ embedding: vector, inputTextTokenCount: 2 }),
  trouble: (message) => encoded('exception', 'modelStreamErrorException', { message }),
  failure: (failure, text) => {
    const [status, kind] = failures[failure]
    const message = failure === 'long' ? `Input is too long for requested model. ${text}` : text
    return json({ message }, status, { 'x-amzn-errortype': `${kind}:http://internal.amazon.com/` })
  },
}

function read({ path, body }: Asked): Question | undefined {
  const [, id, method] = /^\/model\/([^/]+)\/(converse|converse-stream|invoke)$/.exec(path) ?? []
  if (id === undefined) return undefined
  const facts = { model: decodeURIComponent(id), path, body }
  const nothing = { stream: false, hasTools: false, turns: [], problems: [] }
  if (method === 'invoke') return { ...facts, ...nothing, operation: 'embedding', inputs: 1 }
  const request = JSON.parse(body) as Body
  const turns = request.messages.map(turnOf)
  const uses = turns.some(({ calls, results }) => calls.length + results.length > 0)
  return {
    ...{ ...facts, operation: 'chat', stream: method === 'converse-stream', inputs: 0 },
    ...{ hasTools: request.toolConfig !== undefined, turns },
    problems: [
      ...pairing(turns),
      ...(uses && !request.toolConfig
        ? ['The toolConfig field must be defined when using toolUse and toolResult']
        : []),
      ...request.messages.flatMap(({ content = [] }) => content.flatMap(problemsOf)),
      ...thoughtBefore(request),
    ],
  }
}

const turnOf = ({ role, content = [] }: Message): Turn => ({
  by: role === 'assistant' ? 'assistant' : 'user',
  calls: content.flatMap(({ toolUse }) => (toolUse ? [String(toolUse.toolUseId)] : [])),
  results: content.flatMap(({ toolResult }) => (toolResult ? [String(toolResult.toolUseId)] : [])),
})

function problemsOf({ text, toolUse, reasoningContent }: ContentBlock): readonly string[] {
  const { text: thought = '', signature } = reasoningContent?.reasoningText ?? {}
  return [
    ...(text === '' ? ['The text field in the ContentBlock object is blank.'] : []),
    ...(toolUse && !/^[a-zA-Z0-9_-]{1,64}$/.test(String(toolUse.toolUseId)) ? [`toolUseId: ${toolUse.toolUseId}`] : []),
    ...(toolUse && (typeof toolUse.input !== 'object' || toolUse.input === null)
      ? ['toolUse.input is not an object']
      : []),
    ...(reasoningContent && signature !== claudeSignature(thought) ? ['Invalid signature in reasoningContent'] : []),
  ]
}

/** Claude that thinks by budget has thought before it called. */
function thoughtBefore({ messages, additionalModelRequestFields: fields }: Body): readonly string[] {
  const [calling, answering] = messages.slice(-2)
  if (fields?.thinking?.type !== 'enabled' || !calling || !answering?.content?.[0]?.toolResult) return []
  return calling.content?.[0]?.reasoningContent ? [] : ['The model returned the following errors: Expected `thinking`']
}

const usage = {
  ...{ inputTokens: spent.prompt - spent.cached, outputTokens: spent.completion },
  ...{ totalTokens: spent.prompt + spent.completion, cacheReadInputTokens: spent.cached, cacheWriteInputTokens: 0 },
}

const stopOf = ({ calls }: Said): string => (calls ? 'tool_use' : 'end_turn')

function plain(said: Said): Sent {
  const { text, reasoning, calls = [] } = said
  const content = [
    ...(reasoning
      ? [{ reasoningContent: { reasoningText: { text: reasoning, signature: claudeSignature(reasoning) } } }]
      : []),
    ...(text ? [{ text }] : []),
    ...calls.map(({ id, name, arguments: input }) => ({ toolUse: { toolUseId: id, name, input } })),
  ]
  const output = { message: { role: 'assistant', content } }
  return json({ output, stopReason: stopOf(said), usage, metrics: { latencyMs: 1 } })
}

const codec = new EventStreamCodec(
  (bytes) => (typeof bytes === 'string' ? bytes : Buffer.from(bytes as Uint8Array).toString()),
  (text) => Buffer.from(text),
)

const encoded = (kind: 'event' | 'exception', type: string, payload: object): Uint8Array =>
  codec.encode({
    headers: {
      [`:${kind}-type`]: { type: 'string', value: type },
      ':content-type': { type: 'string', value: 'application/json' },
      ':message-type': { type: 'string', value: kind },
    },
    body: Buffer.from(JSON.stringify(payload)),
  })

/** With the padding that Bedrock puts in. */
const event = (type: string, payload: object): Uint8Array => encoded('event', type, { ...payload, p: 'abcdefgh' })

function streamed(said: Said): Sent {
  const { text, reasoning, calls = [] } = said
  const block = (
    contentBlockIndex: number,
    start: object | undefined,
    deltas: readonly object[],
  ): readonly Uint8Array[] => [
    ...(start ? [event('contentBlockStart', { contentBlockIndex, start })] : []),
    ...deltas.map((delta) => event('contentBlockDelta', { contentBlockIndex, delta })),
    event('contentBlockStop', { contentBlockIndex }),
  ]
  const thoughts = (thought: string) => [
    ...inPieces(thought).map((piece) => ({ reasoningContent: { text: piece } })),
    { reasoningContent: { signature: claudeSignature(thought) } },
  ]
  const blocks: readonly (readonly [object | undefined, readonly object[]])[] = [
    ...(reasoning ? [[undefined, thoughts(reasoning)] as const] : []),
    ...(text ? [[undefined, inPieces(text).map((piece) => ({ text: piece }))] as const] : []),
    ...calls.map(({ id, name, arguments: input }) => {
      const pieces = Object.keys(input).length > 0 ? inPieces(JSON.stringify(input)) : []
      return [{ toolUse: { toolUseId: id, name } }, pieces.map((piece) => ({ toolUse: { input: piece } }))] as const
    }),
  ]
  return {
    type: 'application/vnd.amazon.eventstream',
    body: Buffer.concat([
      event('messageStart', { role: 'assistant' }),
      ...blocks.flatMap(([start, deltas], index) => block(index, start, deltas)),
      event('messageStop', { stopReason: stopOf(said) }),
      event('metadata', { usage, metrics: { latencyMs: 1 } }),
    ]),
  }
}
