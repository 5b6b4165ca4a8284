import type { ChatRequest, EmbedRequest, Message } from 'ollama'
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

/** Ollama's own interface ("Generate a chat message", "Generate embeddings" of its API). */
export const ollama: Vendor = {
  name: 'ollama',
  shows: ['reasoning', 'embeddings'],
  asked: read,
  isKnown: () => true,
  chat: (said, { stream, model }) =>
    stream ? streamed(said, model) : json({ ...line(model, messageOf(said)), ...end }),
  embedding: ({ model, inputs }) =>
    json({ model, embeddings: Array.from({ length: inputs }, () => vector), prompt_eval_count: 2 }),
  trouble: (error) => `${JSON.stringify({ error })}\n`,
  failure: (failure, text) => {
    const error = failure === 'long' ? `prompt too long; exceeded max context length by 2 tokens. ${text}` : text
    return json({ error }, usualStatus[failure])
  },
}

function read({ path, body }: Asked): Question | undefined {
  const nothing = { stream: false, hasTools: false, turns: [], problems: [] }
  if (path === '/api/embed') {
    const { model, input } = JSON.parse(body) as EmbedRequest
    const inputs = Array.isArray(input) ? input.length : 1
    return { ...nothing, operation: 'embedding', model, inputs, path, body }
  }
  if (path !== '/api/chat') return undefined
  const { model, messages = [], stream, tools = [] } = JSON.parse(body) as ChatRequest
  const turns = turnsOf(messages)
  return {
    ...{ operation: 'chat', model, stream: stream !== false, inputs: 0, path, body },
    ...{ hasTools: tools.length > 0, turns },
    problems: [
      ...pairing(turns),
      ...messages.flatMap(({ tool_calls = [] }) =>
        tool_calls.flatMap(({ function: { arguments: given } }) =>
          typeof given === 'object' ? [] : ['arguments are not an object'],
        ),
      ),
    ],
  }
}

/** Calls are known by name. */
function turnsOf(messages: readonly Message[]): readonly Turn[] {
  const turns: Turn[] = []
  for (const { role, tool_calls = [], tool_name } of messages) {
    if (role === 'system') continue
    const by = role === 'assistant' ? 'assistant' : 'user'
    const [calls, results] = [tool_calls.map((call) => call.function.name), tool_name === undefined ? [] : [tool_name]]
    const last = turns.at(-1)
    if (by === 'user' && last?.by === 'user')
      turns[turns.length - 1] = { by, calls, results: [...last.results, ...results] }
    else turns.push({ by, calls, results })
  }
  return turns
}

const line = (model: string, message: object) => ({ model, created_at: '2026-11-01T00:00:00Z', message })

const end = {
  ...{
    done: true,
    done_reason: 'stop',
    total_duration: 1,
    load_duration: 1,
    prompt_eval_duration: 1,
    eval_duration: 1,
  },
  ...{ prompt_eval_count: spent.prompt, eval_count: spent.completion },
}

const callsOf = ({ calls }: Said) =>
  calls ? { tool_calls: calls.map(({ name, arguments: given }) => ({ function: { name, arguments: given } })) } : {}

const messageOf = (said: Said): object => ({
  ...{ role: 'assistant', content: said.text ?? '' },
  ...(said.reasoning ? { thinking: said.reasoning } : {}),
  ...callsOf(said),
})

function streamed(said: Said, model: string): Sent {
  const messages = [
    ...inPieces(said.reasoning ?? '').map((thinking) => ({ content: '', thinking })),
    ...inPieces(said.text ?? '').map((content) => ({ content })),
    ...(said.calls ? [{ content: '', ...callsOf(said) }] : []),
  ]
  const lines = [
    ...messages.map((message) => ({ ...line(model, { role: 'assistant', ...message }), done: false })),
    { ...line(model, { role: 'assistant', content: '' }), ...end },
  ]
  return { type: 'application/x-ndjson', body: lines.map((value) => `${JSON.stringify(value)}\n`).join('') }
}
