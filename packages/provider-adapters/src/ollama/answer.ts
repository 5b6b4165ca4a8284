import type { FinishReason, JsonObject, ProviderCall, Usage, WholeBatch } from '@turnout/core'
import * as z from 'zod'
import { completion, type SaidPart } from '../kit/completion.ts'
import { jsonObject } from '../kit/json-object.ts'
import { errorInside } from '../kit/open-exchange.ts'
import { readJson, unreadable } from '../kit/unreadable.ts'
import { isStructured } from './request.ts'

const probable = z.object({ token: z.string(), logprob: z.number(), bytes: z.array(z.number()).nullish() })

/** A plain answer, or a line of a stream (Ollama API, "Generate a chat completion"). */
const answerSchema = z.object({
  model: z.string().nullish(),
  message: z
    .object({
      content: z.string().nullish(),
      thinking: z.string().nullish(),
      tool_calls: z
        .array(
          z.object({
            id: z.string().nullish(),
            function: z.object({
              name: z.string(),
              arguments: z.union([jsonObject, z.string()]).nullish(),
            }),
          }),
        )
        .nullish(),
    })
    .nullish(),
  done: z.boolean(),
  done_reason: z.string().nullish(),
  prompt_eval_count: z.number().nullish(),
  eval_count: z.number().nullish(),
  logprobs: z.array(probable.extend({ top_logprobs: z.array(probable).nullish() })).nullish(),
})

type Answer = z.output<typeof answerSchema>

/** Reads one, unless it is an error, which may come with any status and in the middle of a stream: that is thrown. */
export function readAnswer(call: ProviderCall<'chat'>, json: string): Answer {
  const failure = errorInside(call, json)
  if (failure) throw failure
  return readJson(answerSchema, json, 'something that is no message')
}

/** Ollama's answer → OpenAI chat completion. Its calls have ids only with newer versions, and get one. */
export function wholeAnswer(body: Uint8Array, call: ProviderCall<'chat'>): WholeBatch<'chat'> {
  const answer = readAnswer(call, new TextDecoder().decode(body))
  if (!answer.done) throw unreadable('a message that is not done')
  const { message, model, logprobs } = answer
  const parts: readonly SaidPart[] = [
    { kind: 'reasoning', text: message?.thinking ?? '' },
    { kind: 'text', text: message?.content ?? '' },
    ...(message?.tool_calls ?? []).map(
      ({ id, function: { name, arguments: input } }): SaidPart => ({
        ...{ kind: 'call', id: id ?? undefined, name, input },
      }),
    ),
  ]
  const choice = {
    parts,
    finish: finishReason(answer),
    logprobs: logprobs?.length ? openaiLogprobs(logprobs) : undefined,
    extra: fieldsOf(call),
  }
  return completion(call, 'ollama', { model: model ?? undefined, choices: [choice], usage: openaiUsage(answer) })
}

/** `load` and `unload` end an answer without any text. */
export const finishReason = ({ done_reason }: Answer): FinishReason => (done_reason === 'length' ? 'length' : 'stop')

/** A count that is missing is none: nothing was read, or nothing said. */
export function openaiUsage({ prompt_eval_count, eval_count }: Answer): Usage {
  const prompt_tokens = prompt_eval_count ?? 0
  const completion_tokens = eval_count ?? 0
  return { prompt_tokens, completion_tokens, total_tokens: prompt_tokens + completion_tokens }
}

export const openaiLogprobs = (items: NonNullable<Answer['logprobs']>): JsonObject => ({
  content: items.map(({ top_logprobs, ...item }) => ({
    ...openaiToken(item),
    top_logprobs: (top_logprobs ?? []).map(openaiToken),
  })),
})

const openaiToken = ({ token, logprob, bytes }: z.output<typeof probable>): JsonObject => ({
  ...{ token, logprob, bytes: bytes ?? [...Buffer.from(token)] },
})

/** How the answer's format was kept. */
export const fieldsOf = (call: ProviderCall<'chat'>): JsonObject =>
  isStructured(call) ? { provider_specific_fields: { structured_output: 'native' } } : {}
