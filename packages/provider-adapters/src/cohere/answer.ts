import type { JsonObject, ProviderCall, WholeBatch } from '@turnout/core'
import * as z from 'zod'
import { completion, type SaidPart } from '../kit/completion.ts'
import { jsonObject } from '../kit/json-object.ts'
import { readJson } from '../kit/unreadable.ts'
import { finishReason } from './finish.ts'
import { logprobSchema, openaiLogprobs } from './logprobs.ts'
import { isStructured } from './request.ts'
import { openaiUsage, usageSchema } from './usage.ts'

export const toolCallSchema = z.object({
  id: z.string().nullish(),
  function: z.object({ name: z.string().nullish(), arguments: z.string().nullish() }),
})

/** Where a citation stands in the text, and what it cites; Cohere's own shape. */
export const citationSchema = jsonObject

const answerSchema = z.object({
  id: z.string(),
  finish_reason: z.string(),
  message: z.object({
    content: z
      .array(z.object({ type: z.string(), text: z.string().nullish(), thinking: z.string().nullish() }))
      .nullish(),
    tool_plan: z.string().nullish(),
    tool_calls: z.array(toolCallSchema).nullish(),
    citations: z.array(citationSchema).nullish(),
  }),
  usage: usageSchema.nullish(),
  logprobs: z.array(logprobSchema).nullish(),
})

/** Cohere's answer → OpenAI chat completion (Cohere API reference, "Chat"). The plan before tool calls is reasoning. */
export function wholeMessage(body: Uint8Array, call: ProviderCall<'chat'>): WholeBatch<'chat'> {
  const { id, finish_reason, message, usage, logprobs } = readJson(answerSchema, body, 'something that is no message')
  const parts: readonly SaidPart[] = [
    ...(message.content ?? []).map(
      ({ thinking, text }): SaidPart =>
        thinking ? { kind: 'reasoning', text: thinking } : { kind: 'text', text: text ?? '' },
    ),
    { kind: 'reasoning', text: message.tool_plan ?? '' },
    ...(message.tool_calls ?? []).map(
      ({ id, function: { name, arguments: input } }): SaidPart => ({
        ...{ kind: 'call', id: id ?? undefined, name: name ?? '', input },
      }),
    ),
  ]
  const choice = {
    parts,
    finish: finishReason(finish_reason),
    logprobs: logprobs?.length ? openaiLogprobs(logprobs) : undefined,
    extra: fieldsOf(call, message.citations ?? []),
  }
  return completion(call, 'cohere', { id, choices: [choice], usage: usage ? openaiUsage(usage) : undefined })
}

/** What only Cohere says of a message, and how its format was kept. */
export function fieldsOf(call: ProviderCall<'chat'>, citations: readonly JsonObject[]): JsonObject {
  const fields = {
    ...(citations.length > 0 ? { citations: [...citations] } : {}),
    ...(isStructured(call) ? { structured_output: 'native' } : {}),
  }
  return Object.keys(fields).length > 0 ? { provider_specific_fields: fields } : {}
}
