import type { ServerResponse } from 'node:http'
import { sendJson, startEvents } from '../../../../tools/fake-upstream.ts'

const head = { id: 'chatcmpl-7f', created: 1_700_000_123, model: 'upstream-2024', system_fingerprint: 'fp_1' }
const usage = {
  ...{ prompt_tokens: 9, completion_tokens: 12, total_tokens: 21 },
  completion_tokens_details: { reasoning_tokens: 4 },
}

interface Message {
  readonly role: 'assistant'
  readonly content: string | null
  readonly refusal: string | null
  readonly reasoning_content?: string
  readonly tool_calls?: readonly { id: string; type: 'function'; function: { name: string; arguments: string } }[]
}

interface Choice {
  readonly index: number
  readonly message: Message
  readonly logprobs: object | null
  readonly finish_reason: string
}

const said = (content: string | null, more: Partial<Message> = {}): Message => ({
  ...{ role: 'assistant', content, refusal: null },
  ...more,
})

const choice = (message: Message, finish_reason = 'stop', index = 0): Choice => ({
  ...{ index, message, logprobs: null, finish_reason },
})

const call = (id: string, name: string, args: object) =>
  ({ id, type: 'function', function: { name, arguments: JSON.stringify(args) } }) as const

const long = 'Grüezi, 世界 👋! This is said in many words, so that whoever tells it again has to cut it somewhere, too.'
const words = (text: string): readonly string[] => text.match(/\S+\s*/g) ?? []
const token = (text: string) => ({
  ...{ token: text, logprob: -0.25, bytes: [...Buffer.from(text)] },
  top_logprobs: [{ token: text, logprob: -0.25, bytes: null }],
})

/** What a provider says, by the model that is asked. */
export const answers: Readonly<Record<string, readonly Choice[]>> = {
  text: [choice(said(long))],
  tools: [
    choice(
      said(null, {
        tool_calls: [call('call_a', 'weather', { city: 'Bern' }), call('call_b', 'clock', { zone: 'CET' })],
      }),
      'tool_calls',
    ),
  ],
  spokenTools: [
    choice(said('I look it up.', { tool_calls: [call('call_c', 'weather', { city: 'Uri' })] }), 'tool_calls'),
  ],
  refusal: [choice(said(null, { refusal: 'I am sorry, but with that I cannot help you.' }))],
  reasoning: [choice(said('Because it is so.', { reasoning_content: 'Why is it so? Let me think about that.' }))],
  two: [choice(said('One way to say it.')), choice(said('Another way to say it, longer.'), 'length', 1)],
  probable: [{ ...choice(said('so it is')), logprobs: { content: words('so it is').map(token), refusal: null } }],
}

/** In the pieces in which OpenAI brings them: a role, words, calls, and the end. */
function* deltas({ message, logprobs }: Choice): Generator<object> {
  const { content, refusal, reasoning_content, tool_calls = [] } = message
  const opening = { role: 'assistant', content: content === null ? null : '', refusal: null }
  yield { delta: opening, logprobs: null }
  for (const word of words(reasoning_content ?? '')) yield { delta: { reasoning_content: word }, logprobs: null }
  for (const word of words(content ?? ''))
    yield { delta: { content: word }, logprobs: logprobs && { content: [token(word)], refusal: null } }
  for (const word of words(refusal ?? '')) yield { delta: { refusal: word }, logprobs: null }
  for (const [index, { function: called, ...rest }] of tool_calls.entries()) {
    yield {
      delta: { tool_calls: [{ index, ...rest, function: { name: called.name, arguments: '' } }] },
      logprobs: null,
    }
    for (const piece of called.arguments.match(/.{1,5}/g) ?? [])
      yield { delta: { tool_calls: [{ index, function: { arguments: piece } }] }, logprobs: null }
  }
}

interface Request {
  readonly model: string
  readonly stream?: boolean
  readonly stream_options?: { readonly include_usage?: boolean }
}

/** As asked: plain or in pieces, with usage in them or without. */
export function tell(response: ServerResponse, { model, stream, stream_options }: Request): void {
  const choices = answers[model] ?? []
  if (!stream)
    return void sendJson(response, 200, JSON.stringify({ ...head, object: 'chat.completion', choices, usage }))
  const counted = stream_options?.include_usage === true
  startEvents(response)
  const write = (some: readonly object[], counts: object = counted ? { usage: null } : {}) =>
    response.write(
      `data: ${JSON.stringify({ ...head, object: 'chat.completion.chunk', choices: some, ...counts })}\n\n`,
    )
  for (const one of choices) {
    const { index, finish_reason } = one
    for (const piece of deltas(one)) write([{ index, ...piece, finish_reason: null }])
    write([{ index, delta: {}, logprobs: null, finish_reason }])
  }
  if (counted) write([], { usage })
  response.end('data: [DONE]\n\n')
}

/** The same of text completions. */
export function tellText(response: ServerResponse, { stream, stream_options }: Request): void {
  const whole = { ...head, object: 'text_completion' }
  const one = (text: string, finish_reason: string | null) => [{ text, index: 0, logprobs: null, finish_reason }]
  if (!stream) return void sendJson(response, 200, JSON.stringify({ ...whole, choices: one(long, 'stop'), usage }))
  const counted = stream_options?.include_usage === true
  startEvents(response)
  const write = (choices: readonly object[], counts: object = counted ? { usage: null } : {}) =>
    response.write(`data: ${JSON.stringify({ ...whole, choices, ...counts })}\n\n`)
  for (const word of words(long)) write(one(word, null))
  write(one('', 'stop'))
  if (counted) write([], { usage })
  response.end('data: [DONE]\n\n')
}
