import type { Cohere } from 'cohere-ai'
import type { Asked } from '../../../../../tools/fake-upstream.ts'
import { pairing, type Turn } from './pairing.test.ts'
import {
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

interface Message {
  readonly role: string
  readonly tool_calls?: readonly { readonly id: string; readonly function: { readonly arguments: string } }[]
  readonly tool_call_id?: string
}

interface Body {
  readonly model: string
  readonly stream?: boolean
  readonly messages: readonly Message[]
  readonly tools?: readonly object[]
  readonly texts?: readonly string[]
  readonly inputs?: readonly object[]
}

/** Cohere's second interface ("Chat API (v2)", "Embed API (v2)"). */
export const cohere: Vendor = {
  name: 'cohere',
  shows: ['reasoning', 'cached tokens', 'embeddings'],
  asked: read,
  isKnown: ({ authorization }) => authorization === 'Bearer upstream-key',
  chat: (said, question) =>
    question.stream ? streamed(said) : json({ id: 'c-1', message: message(said), ...end(said) }),
  embedding: ({ inputs }) =>
    json({
      ...{ id: 'e-1', response_type: 'embeddings_by_type', texts: [] },
      embeddings: { float: Array.from({ length: inputs }, () => vector) },
      meta: { api_version: { version: '2' }, billed_units: { input_tokens: 2 } },
    }),
  trouble: (error) => {
    const event = { type: 'message-end', id: 'c-1', delta: { finish_reason: 'ERROR', error } }
    return `event: message-end\ndata: ${JSON.stringify(event)}\n\n`
  },
  failure: (failure, text) => {
    const message = failure === 'long' ? `too many tokens: size limit exceeded by 2 tokens. ${text}` : text
    return json({ id: 'x-1', message }, usualStatus[failure])
  },
}

function read({ path, body }: Asked): Question | undefined {
  if (path !== '/v2/chat' && path !== '/v2/embed') return undefined
  const request = JSON.parse(body) as Body
  const facts = { model: request.model, path, body }
  if (path === '/v2/embed') {
    const nothing = { stream: false, hasTools: false, turns: [], problems: [] }
    return { ...facts, ...nothing, operation: 'embedding', inputs: (request.texts ?? request.inputs ?? []).length }
  }
  const turns = turnsOf(request.messages)
  return {
    ...{ ...facts, operation: 'chat', stream: request.stream === true, inputs: 0 },
    ...{ hasTools: (request.tools?.length ?? 0) > 0, turns, problems: pairing(turns) },
  }
}

function turnsOf(messages: readonly Message[]): readonly Turn[] {
  const turns: Turn[] = []
  for (const { role, tool_calls = [], tool_call_id } of messages) {
    if (role === 'system') continue
    const by = role === 'assistant' ? 'assistant' : 'user'
    const [calls, results] = [tool_calls.map(({ id }) => id), tool_call_id === undefined ? [] : [tool_call_id]]
    const last = turns.at(-1)
    if (by === 'user' && last?.by === 'user')
      turns[turns.length - 1] = { by, calls, results: [...last.results, ...results] }
    else turns.push({ by, calls, results })
  }
  return turns
}

const finishOf = ({ calls }: Said): Cohere.ChatFinishReason => (calls ? 'TOOL_CALL' : 'COMPLETE')

const usage = {
  billed_units: { input_tokens: 8, output_tokens: 5 },
  tokens: { input_tokens: spent.prompt, output_tokens: spent.completion },
  cached_tokens: spent.cached,
}

const end = (said: Said) => ({ finish_reason: finishOf(said), usage })

const callsOf = ({ calls = [] }: Said) =>
  calls.map(({ id, name, arguments: given }) => ({
    ...{ id, type: 'function', function: { name, arguments: JSON.stringify(given) } },
  }))

const message = (said: Said): object => ({
  role: 'assistant',
  content: [
    ...(said.reasoning ? [{ type: 'thinking', thinking: said.reasoning }] : []),
    ...(said.text ? [{ type: 'text', text: said.text }] : []),
  ],
  ...(said.calls ? { tool_calls: callsOf(said) } : {}),
})

function streamed(said: Said): Sent {
  const event = (type: string, more: object = {}): string =>
    `event: ${type}\ndata: ${JSON.stringify({ type, ...more })}\n\n`
  const delta = (type: string, index: number, message: object): string => event(type, { index, delta: { message } })
  const content = (index: number, type: 'text' | 'thinking', text: string | undefined): string =>
    text
      ? [
          delta('content-start', index, { content: { type, [type]: '' } }),
          ...inPieces(text).map((piece) => delta('content-delta', index, { content: { [type]: piece } })),
          event('content-end', { index }),
        ].join('')
      : ''
  return {
    type: 'text/event-stream',
    body: [
      event('message-start', {
        id: 'c-1',
        delta: { message: { role: 'assistant', content: [], tool_plan: '', tool_calls: [], citations: [] } },
      }),
      content(0, 'thinking', said.reasoning),
      content(said.reasoning ? 1 : 0, 'text', said.text),
      ...callsOf(said).flatMap((call, index) => [
        delta('tool-call-start', index, { tool_calls: { ...call, function: { ...call.function, arguments: '' } } }),
        ...inPieces(call.function.arguments).map((piece) =>
          delta('tool-call-delta', index, { tool_calls: { function: { arguments: piece } } }),
        ),
        event('tool-call-end', { index }),
      ]),
      event('message-end', { id: 'c-1', delta: end(said) }),
    ].join(''),
  }
}
