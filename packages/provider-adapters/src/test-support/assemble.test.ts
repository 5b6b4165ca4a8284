import type { ChatChunk, ChatCompletion, JsonObject } from '@turnout/core'
import * as z from 'zod'

interface Call {
  id?: string
  type?: string
  function: { name?: string; arguments: string }
  [key: string]: unknown
}

interface Message {
  role?: string
  content: string
  calls: Call[]
  texts: Record<string, string>
  lists: Record<string, unknown[]>
  rest: Record<string, unknown>
  finish: string | null
}

/** A stream's chunks put together as a client does it: texts and lists grow, tool calls by their index. */
export function assemble(chunks: readonly ChatChunk[]): ChatCompletion {
  const messages: Message[] = []
  for (const { choices } of chunks)
    for (const { index, delta, finish_reason } of choices) {
      messages[index] ??= { content: '', calls: [], texts: {}, lists: {}, rest: {}, finish: null }
      const message = messages[index]
      message.finish = finish_reason ?? message.finish
      for (const [name, value] of Object.entries(delta ?? {})) add(message, name, value)
    }
  const first = chunks[0]
  const usage = chunks.findLast((chunk) => chunk.usage)?.usage
  return {
    ...{ id: first?.id ?? '', object: 'chat.completion', created: first?.created ?? 0, model: first?.model ?? '' },
    choices: messages.map(({ role = '', content, calls, texts, lists, rest, finish }, index) => ({
      index,
      message: {
        role,
        content: content === '' && (calls.length > 0 || texts['refusal']) ? null : content,
        ...texts,
        ...lists,
        ...(calls.length > 0 ? { tool_calls: calls } : {}),
        ...rest,
      } as ChatCompletion['choices'][number]['message'],
      finish_reason: finish,
    })),
    ...(usage ? { usage } : {}),
  }
}

function add(message: Message, name: string, value: unknown): void {
  if (name === 'role') message.role = String(value)
  else if (name === 'content') message.content += value ?? ''
  else if (name === 'tool_calls') for (const call of (value ?? []) as JsonObject[]) addCall(message.calls, call)
  else if (typeof value === 'string') message.texts[name] = (message.texts[name] ?? '') + value
  else if (Array.isArray(value)) message.lists[name] = [...(message.lists[name] ?? []), ...value]
  else if (value !== null) message.rest[name] = value
}

function addCall(calls: Call[], { index = 0, function: called, ...rest }: JsonObject): void {
  const { name, arguments: piece = '' } = called as { name?: string; arguments?: string }
  const call = calls[Number(index)]
  if (call) call.function.arguments += piece
  else calls[Number(index)] = { ...rest, function: { ...(name ? { name } : {}), arguments: piece } }
}

const callSchema = z.looseObject({
  id: z.string().min(1),
  type: z.literal('function'),
  function: z.strictObject({ name: z.string().min(1), arguments: z.string().refine((json) => JSON.parse(json)) }),
})

const messageSchema = z.looseObject({
  role: z.literal('assistant'),
  content: z.string().nullable(),
  reasoning_content: z.string().min(1).optional(),
  tool_calls: z.array(callSchema).min(1).optional(),
})

/** What every completion of ours is like, plain or put together. */
export const completionShape = z.strictObject({
  id: z.string().min(1),
  object: z.literal('chat.completion'),
  created: z.number().positive(),
  model: z.string().min(1),
  choices: z.array(
    z.looseObject({ index: z.number(), message: messageSchema, finish_reason: z.string().min(1).nullable() }),
  ),
  usage: z
    .looseObject({ prompt_tokens: z.number(), completion_tokens: z.number(), total_tokens: z.number() })
    .refine((usage) => usage.total_tokens >= usage.prompt_tokens + usage.completion_tokens)
    .optional(),
})
