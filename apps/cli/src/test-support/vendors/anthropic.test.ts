import type Anthropic from '@anthropic-ai/sdk'
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
  usualStatus,
  type Vendor,
} from './vendor.test.ts'

type Params = Anthropic.MessageCreateParams
type Block = Anthropic.ContentBlockParam

const kinds: Readonly<Record<Failure, string>> = {
  ...{
    bad: 'invalid_request_error',
    locked: 'authentication_error',
    gone: 'not_found_error',
    busy: 'rate_limit_error',
  },
  ...{ broken: 'api_error', overloaded: 'overloaded_error', long: 'invalid_request_error' },
}

/** Anthropic's messages ("Messages" and "Errors" of its API reference). */
export const anthropic: Vendor = {
  name: 'anthropic',
  shows: ['reasoning', 'cached tokens'],
  asked: (asked) => (asked.path === '/v1/messages' ? readMessages(asked) : undefined),
  // Keys come in either header; the newest client sends the newest version.
  isKnown: ({ authorization, ...headers }) =>
    (headers['x-api-key'] === 'upstream-key' || authorization === 'Bearer upstream-key') &&
    ['2023-06-01', '2026-10-21'].includes(String(headers['anthropic-version'])),
  chat: (said, question) => (question.stream ? streamed(said, question) : json(message(said, question.model))),
  embedding: () => json({}, 404),
  trouble: (message) =>
    `event: error\ndata: ${JSON.stringify({ type: 'error', error: { type: 'overloaded_error', message } })}\n\n`,
  failure: (failure, text) => {
    const message = failure === 'long' ? `prompt is too long: 12 tokens > 10 maximum. ${text}` : text
    const status = failure === 'overloaded' ? 529 : usualStatus[failure]
    return json({ type: 'error', error: { type: kinds[failure], message }, request_id: 'req_1' }, status)
  },
}

function readMessages({ path, body }: Asked): Question {
  const request = JSON.parse(body) as Params
  const turns = request.messages.map(turnOf)
  return {
    ...{ operation: 'chat', model: request.model, stream: request.stream === true, inputs: 0, path, body },
    ...{ hasTools: (request.tools?.length ?? 0) > 0, turns },
    problems: [
      ...pairing(turns),
      ...(request.max_tokens > 0 ? [] : ['max_tokens: field required']),
      ...(turns[0]?.by === 'user' ? [] : ['the first turn is not of the user']),
      ...request.messages.flatMap((message) => blocksOf(message).flatMap(problemsOf)),
      ...request.messages.flatMap(({ role, content }, at) => orderOf(role, content, at)),
      ...thoughtBefore(request),
    ],
  }
}

const blocksOf = ({ content }: Anthropic.MessageParam): readonly Block[] =>
  typeof content === 'string' ? [{ type: 'text', text: content }] : content

function turnOf(message: Anthropic.MessageParam): Turn {
  const blocks = blocksOf(message)
  return {
    by: message.role === 'assistant' ? 'assistant' : 'user',
    calls: blocks.flatMap((block) => (block.type === 'tool_use' ? [block.id] : [])),
    results: blocks.flatMap((block) => (block.type === 'tool_result' ? [block.tool_use_id] : [])),
  }
}

function problemsOf(block: Block): readonly string[] {
  if (block.type === 'text' && block.text === '') return ['text content blocks must be non-empty']
  if (block.type === 'thinking' && block.signature !== claudeSignature(block.thinking))
    return ['Invalid `signature` in `thinking` block']
  if (block.type !== 'tool_use') return []
  const isObject = typeof block.input === 'object' && block.input !== null && !Array.isArray(block.input)
  return [
    ...(/^[a-zA-Z0-9_-]+$/.test(block.id) ? [] : [`tool_use.id: ${block.id}`]),
    ...(isObject ? [] : ['tool_use.input: Input should be a valid dictionary']),
  ]
}

/** Results stand before everything else. */
function orderOf(role: string, content: Anthropic.MessageParam['content'], at: number): readonly string[] {
  if (typeof content === 'string' || role !== 'user') return []
  const firstOther = content.findIndex(({ type }) => type !== 'tool_result')
  const isMixed = firstOther >= 0 && content.slice(firstOther).some(({ type }) => type === 'tool_result')
  return isMixed ? [`messages.${at}: results after other content`] : []
}

/** Who thinks by budget has thought before it called. */
function thoughtBefore({ thinking, messages }: Params): readonly string[] {
  const [calling, answering] = messages.slice(-2)
  if (thinking?.type !== 'enabled' || !calling || !answering || turnOf(answering).results.length === 0) return []
  const first = blocksOf(calling)[0]?.type
  return first === 'thinking' ? [] : [`Expected \`thinking\`, but found \`${first}\``]
}

const usage = {
  ...{ input_tokens: spent.prompt - spent.cached, output_tokens: spent.completion },
  ...{ cache_read_input_tokens: spent.cached, cache_creation_input_tokens: 0 },
  output_tokens_details: { thinking_tokens: spent.reasoning },
}

function message(said: Said, model: string) {
  const { text, reasoning, calls = [] } = said
  return {
    ...{ id: 'msg_1', type: 'message', role: 'assistant', model, usage },
    content: [
      ...(reasoning ? [{ type: 'thinking', thinking: reasoning, signature: claudeSignature(reasoning) }] : []),
      ...(text ? [{ type: 'text', text, citations: null }] : []),
      ...calls.map(({ id, name, arguments: input }) => ({ type: 'tool_use', id, name, input })),
    ],
    ...{ stop_reason: said.calls ? 'tool_use' : 'end_turn', stop_sequence: null },
  }
}

function streamed(said: Said, { model }: Question): Sent {
  const { text, reasoning, calls = [] } = said
  const event = (type: string, more: object = {}): string =>
    `event: ${type}\ndata: ${JSON.stringify({ type, ...more })}\n\n`
  const block = (index: number, content_block: object, deltas: readonly object[]): string =>
    [
      event('content_block_start', { index, content_block }),
      ...deltas.map((delta) => event('content_block_delta', { index, delta })),
      event('content_block_stop', { index }),
    ].join('')
  const thought = (thinking: string) => [
    ...inPieces(thinking).map((piece) => ({ type: 'thinking_delta', thinking: piece })),
    { type: 'signature_delta', signature: claudeSignature(thinking) },
  ]
  const blocks: readonly (readonly [object, readonly object[]])[] = [
    ...(reasoning ? [[{ type: 'thinking', thinking: '', signature: '' }, thought(reasoning)] as const] : []),
    ...(text
      ? [[{ type: 'text', text: '' }, inPieces(text).map((piece) => ({ type: 'text_delta', text: piece }))] as const]
      : []),
    ...calls.map(({ id, name, arguments: input }) => {
      // A call without arguments has no pieces of them.
      const pieces = Object.keys(input).length > 0 ? inPieces(JSON.stringify(input)) : []
      const deltas = pieces.map((partial_json) => ({ type: 'input_json_delta', partial_json }))
      return [{ type: 'tool_use', id, name, input: {} }, deltas] as const
    }),
  ]
  const start = { ...message({}, model), content: [], stop_reason: null, usage: { ...usage, output_tokens: 1 } }
  return {
    type: 'text/event-stream; charset=utf-8',
    body: [
      event('message_start', { message: start }),
      event('ping'),
      ...blocks.map(([begun, deltas], index) => block(index, begun, deltas)),
      event('message_delta', {
        delta: { stop_reason: said.calls ? 'tool_use' : 'end_turn', stop_sequence: null },
        usage,
      }),
      event('message_stop'),
    ].join(''),
  }
}
