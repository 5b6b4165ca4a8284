import type OpenAI from 'openai'
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

type Params = OpenAI.ChatCompletionCreateParams
type Message = OpenAI.ChatCompletionMessageParam

/** What OpenAI knows of a message; a member of another name is refused. `parsed` is its own client's. */
const members = new Set(['role', 'content', 'name', 'refusal', 'audio', 'tool_calls', 'tool_call_id', 'parsed'])

const code: Partial<Record<Failure, string>> = {
  ...{ locked: 'invalid_api_key', gone: 'model_not_found', busy: 'rate_limit_exceeded' },
  ...{ long: 'context_length_exceeded', bad: 'invalid_value' },
}

const said: Partial<Record<Failure, string>> = { long: "This model's maximum context length is 10 tokens. " }

/** OpenAI's chat completions and embeddings ("Chat", "Embeddings" of its API reference). */
export const openai: Vendor = {
  name: 'openai',
  shows: ['cached tokens', 'embeddings'],
  asked: (asked) => (/^\/v1\/(chat\/completions|embeddings)$/.test(asked.path) ? read(asked) : undefined),
  isKnown: ({ authorization }) => authorization === 'Bearer upstream-key',
  chat: (answer, question) => (question.stream ? streamed(answer, question) : plain(answer, question)),
  embedding: ({ model, inputs, body }) => {
    const asBase64 = (JSON.parse(body) as OpenAI.EmbeddingCreateParams).encoding_format === 'base64'
    const embedding = asBase64 ? Buffer.from(Float32Array.from(vector).buffer).toString('base64') : vector
    const data = Array.from({ length: inputs }, (_, index) => ({ object: 'embedding', index, embedding }))
    return json({ object: 'list', data, model, usage: { prompt_tokens: 2, total_tokens: 2 } })
  },
  trouble: (message) =>
    `data: ${JSON.stringify({ error: { message, type: 'server_error', param: null, code: null } })}\n\n`,
  failure: (failure, message) =>
    json(
      { error: { message: (said[failure] ?? '') + message, type: 'error', param: null, code: code[failure] ?? null } },
      usualStatus[failure],
    ),
}

/** The same at Azure, at a deployment's own address with a dated version. */
export const azure: Vendor = {
  ...openai,
  name: 'azure',
  asked: (asked) => {
    const [, model] =
      /^\/openai\/deployments\/([^/]+)\/(?:chat\/completions|embeddings)\?api-version=./.exec(asked.path) ?? []
    return model === undefined ? undefined : { ...read(asked), model }
  },
  isKnown: (headers) => headers['api-key'] === 'upstream-key',
}

function read({ path, body }: Asked): Question {
  if (path.includes('/embeddings')) {
    const { model, input } = JSON.parse(body) as OpenAI.EmbeddingCreateParams
    const facts = { stream: false, hasTools: false, turns: [], problems: [], path, body }
    return { ...facts, operation: 'embedding', model, inputs: Array.isArray(input) ? input.length : 1 }
  }
  const request = JSON.parse(body) as Params
  const turns = turnsOf(request.messages)
  return {
    ...{ operation: 'chat', model: request.model, stream: request.stream === true, inputs: 0, path, body },
    ...{ hasTools: (request.tools?.length ?? 0) > 0, turns },
    problems: [...pairing(turns), ...request.messages.flatMap(problemsOf)],
  }
}

function turnsOf(messages: readonly Message[]): readonly Turn[] {
  const turns: Turn[] = []
  for (const message of messages) {
    if (message.role === 'system' || message.role === 'developer') continue
    const results = message.role === 'tool' ? [message.tool_call_id] : []
    const calls = message.role === 'assistant' ? (message.tool_calls ?? []).map(({ id }) => id) : []
    const by = message.role === 'assistant' ? 'assistant' : 'user'
    const last = turns.at(-1)
    if (last && last.by === by && (results.length > 0 || by === 'user'))
      turns[turns.length - 1] = { by, calls, results: [...last.results, ...results] }
    else turns.push({ by, calls, results })
  }
  return turns
}

function problemsOf(message: Message, at: number): readonly string[] {
  const calls = message.role === 'assistant' ? (message.tool_calls ?? []) : []
  return [
    ...Object.keys(message).flatMap((name) => (members.has(name) ? [] : [`unknown: messages[${at}].${name}`])),
    ...calls.flatMap((call) => [
      ...(call.id.length > 40 ? [`messages[${at}]: an id of ${call.id.length} letters`] : []),
      ...(call.type === 'function' && !isObject(call.function.arguments) ? [`messages[${at}]: arguments`] : []),
      ...Object.keys(call).flatMap((name) => (['id', 'type', 'function'].includes(name) ? [] : [`unknown: ${name}`])),
    ]),
  ]
}

function isObject(text: string): boolean {
  try {
    return typeof JSON.parse(text) === 'object'
  } catch {
    return false
  }
}

const callsOf = ({ calls = [] }: Said) =>
  calls.map(({ id, name, arguments: given }) => ({
    ...{ id, type: 'function' as const, function: { name, arguments: JSON.stringify(given) } },
  }))

const usage = {
  ...{
    prompt_tokens: spent.prompt,
    completion_tokens: spent.completion,
    total_tokens: spent.prompt + spent.completion,
  },
  prompt_tokens_details: { cached_tokens: spent.cached, audio_tokens: 0 },
  completion_tokens_details: { reasoning_tokens: spent.reasoning },
} satisfies OpenAI.CompletionUsage

const finishOf = ({ calls }: Said) => (calls ? ('tool_calls' as const) : ('stop' as const))

function plain(answer: Said, { model }: Question): Sent {
  const message = {
    ...{ role: 'assistant' as const, content: answer.text ?? null, refusal: null },
    ...(answer.calls ? { tool_calls: callsOf(answer) } : {}),
  }
  return json({
    ...{ id: 'chatcmpl-1', object: 'chat.completion', created: 1_760_000_000, model, usage },
    choices: [{ index: 0, message, logprobs: null, finish_reason: finishOf(answer) }],
  } satisfies OpenAI.ChatCompletion)
}

function streamed(answer: Said, { model, body }: Question): Sent {
  type Chunk = OpenAI.ChatCompletionChunk
  const chunk = (choices: Chunk['choices'], more: Partial<Chunk> = {}): string =>
    `data: ${JSON.stringify({ id: 'chatcmpl-1', object: 'chat.completion.chunk', created: 1_760_000_000, model, choices, ...more } satisfies Chunk)}\n\n`
  const event = (
    delta: Chunk['choices'][number]['delta'],
    finish_reason: Chunk['choices'][number]['finish_reason'] = null,
  ): string => chunk([{ index: 0, delta, finish_reason }])
  const wantsUsage = (JSON.parse(body) as Params).stream_options?.include_usage === true
  const pieces = [
    event({ role: 'assistant', content: '' }),
    ...inPieces(answer.text ?? '').map((content) => event({ content })),
    ...callsOf(answer).flatMap((call, index) => [
      event({ tool_calls: [{ index, ...call, function: { name: call.function.name, arguments: '' } }] }),
      ...inPieces(call.function.arguments).map((piece) =>
        event({ tool_calls: [{ index, function: { arguments: piece } }] }),
      ),
    ]),
    event({}, finishOf(answer)),
    ...(wantsUsage ? [chunk([], { usage })] : []),
    'data: [DONE]\n\n',
  ]
  return { type: 'text/event-stream', body: pieces.join('') }
}
