import type { Content, Part } from '@google/genai'
import type { Asked } from '../../../../../tools/fake-upstream.ts'
import { pairing, type Turn } from './pairing.test.ts'
import {
  type Failure,
  inPieces,
  json,
  type Question,
  type Said,
  type Sent,
  spent,
  usualStatus,
  type Vendor,
  vector,
} from './vendor.test.ts'

interface Body {
  readonly contents: readonly Content[]
  readonly tools?: readonly object[]
  readonly requests?: readonly object[]
  readonly instances?: readonly object[]
}

/** How Gemini signs a call. */
export const geminiSignature = (args: unknown): string =>
  Buffer.from(`gemini:${JSON.stringify(args)}`).toString('base64')

/** What Google documents for calls that others made; Vertex AI has no other word for it ("Thought signatures"). */
const standIn = 'skip_thought_signature_validator'

const statuses: Readonly<Record<Failure, string>> = {
  ...{ bad: 'INVALID_ARGUMENT', locked: 'UNAUTHENTICATED', gone: 'NOT_FOUND', busy: 'RESOURCE_EXHAUSTED' },
  ...{ broken: 'INTERNAL', overloaded: 'UNAVAILABLE', long: 'INVALID_ARGUMENT' },
}

/** Google's Gemini API (v1beta, "models"). */
export const gemini: Vendor = {
  name: 'gemini',
  shows: ['reasoning', 'cached tokens', 'embeddings'],
  asked: (asked) => (/^\/v1(beta)?\/models\//.test(asked.path) ? read(asked) : undefined),
  isKnown: (headers) => headers['x-goog-api-key'] === 'upstream-key',
  chat: (said, { model, stream }) => {
    if (!stream) return json(answer(model, partsOf(said), 'STOP'))
    const event = (value: object): string => `data: ${JSON.stringify(value)}\r\n\r\n`
    const parts = partsOf(said).flatMap(cut)
    const events = parts.map((part, at) => event(answer(model, [part], at === parts.length - 1 ? 'STOP' : undefined)))
    return { type: 'text/event-stream', body: events.join('') }
  },
  embedding: ({ inputs }) => json({ embeddings: Array.from({ length: inputs }, () => ({ values: vector })) }),
  trouble: (message) => `data: ${JSON.stringify({ error: { code: 503, message, status: 'UNAVAILABLE' } })}\r\n\r\n`,
  failure,
}

/** Gemini on Vertex AI, with tokens that it gives itself at `/token`. */
export const vertex: Vendor = {
  ...gemini,
  name: 'vertex',
  asked: (asked) => {
    if (asked.path === '/token') return json({ access_token: 'upstream-token', expires_in: 3600, token_type: 'Bearer' })
    return /^\/v1(beta1)?\/(projects\/p\/locations\/l\/)?publishers\/google\/models\//.test(asked.path)
      ? read(asked)
      : undefined
  },
  isKnown: (headers) =>
    headers.authorization === 'Bearer upstream-token' || headers['x-goog-api-key'] === 'upstream-key',
  embedding: ({ inputs }) => {
    const embeddings = { values: vector, statistics: { token_count: 1, truncated: false } }
    return json({ predictions: Array.from({ length: inputs }, () => ({ embeddings })) })
  },
}

function failure(failure: Failure, text: string): Sent {
  const message =
    failure === 'long' ? `The input token count (12) exceeds the maximum number of tokens allowed (10). ${text}` : text
  const code = usualStatus[failure]
  return json({ error: { code, message, status: statuses[failure] } }, code)
}

function read({ path, body }: Asked): Question | undefined {
  const [, model = '', method = ''] = /\/models\/([^/:]+):(\w+)/.exec(path) ?? []
  const request = JSON.parse(body) as Body
  const facts = { model, path, body }
  const inputs = request.requests ?? request.instances
  if (inputs && ['batchEmbedContents', 'predict'].includes(method)) {
    const nothing = { stream: false, hasTools: false, turns: [], problems: [] }
    return { ...facts, ...nothing, operation: 'embedding', inputs: inputs.length }
  }
  if (!['generateContent', 'streamGenerateContent'].includes(method)) return undefined
  const stream = method === 'streamGenerateContent'
  if (stream && !path.endsWith('?alt=sse')) return undefined
  const turns = request.contents.map(turnOf)
  return {
    ...{ ...facts, operation: 'chat', stream, inputs: 0 },
    ...{ hasTools: (request.tools?.length ?? 0) > 0, turns },
    problems: [...pairing(turns), ...request.contents.flatMap(problemsOf)],
  }
}

/** Calls and results have ids or not; those without are told apart by name. */
function turnOf({ role, parts = [] }: Content): Turn {
  return {
    by: role === 'model' ? 'assistant' : 'user',
    calls: parts.flatMap(({ functionCall: call }) => (call ? [call.id ?? `name ${call.name}`] : [])),
    results: parts.flatMap(({ functionResponse: result }) => (result ? [result.id ?? `name ${result.name}`] : [])),
  }
}

function problemsOf({ parts = [] }: Content, at: number): readonly string[] {
  const firstCall = parts.find(({ functionCall }) => functionCall)
  return [
    ...(parts.length === 0 ? [`contents[${at}].parts must not be empty`] : []),
    // The first of several calls at once has the signature; the others have none.
    ...(firstCall && !firstCall.thoughtSignature
      ? [`contents[${at}]: function call is missing a thought_signature`]
      : []),
    ...parts.flatMap(({ thoughtSignature, functionCall, functionResponse }) => [
      ...(thoughtSignature && ![geminiSignature(functionCall?.args), standIn].includes(thoughtSignature)
        ? [`contents[${at}]: Thought signature is not valid.`]
        : []),
      ...(functionCall && !functionCall.name ? [`contents[${at}]: a call without a name`] : []),
      ...[functionCall?.args, functionResponse?.response].flatMap((value) =>
        value === undefined || isObject(value) ? [] : [`contents[${at}]: not an object`],
      ),
      ...(functionResponse && !functionResponse.name ? [`contents[${at}]: a result without a name`] : []),
    ]),
  ]
}

const isObject = (value: unknown): boolean => typeof value === 'object' && value !== null && !Array.isArray(value)

const partsOf = ({ text, reasoning, calls = [] }: Said): readonly Part[] => [
  ...(reasoning ? [{ text: reasoning, thought: true }] : []),
  ...(text ? [{ text }] : []),
  ...calls.map(({ name, arguments: args }, at) => ({
    ...{ functionCall: { name, args } },
    ...(at === 0 ? { thoughtSignature: geminiSignature(args) } : {}),
  })),
]

/** Texts come in pieces, calls whole. */
const cut = (part: Part): readonly Part[] =>
  part.text === undefined ? [part] : inPieces(part.text).map((text) => ({ ...part, text }))

const answer = (model: string, parts: readonly Part[], finishReason: string | undefined): object => ({
  candidates: [{ content: { role: 'model', parts }, index: 0, ...(finishReason ? { finishReason } : {}) }],
  usageMetadata: {
    ...{ promptTokenCount: spent.prompt, cachedContentTokenCount: spent.cached },
    ...{ candidatesTokenCount: spent.completion - spent.reasoning, thoughtsTokenCount: spent.reasoning },
    totalTokenCount: spent.prompt + spent.completion,
  },
  ...{ modelVersion: model, responseId: 'r-1' },
})
