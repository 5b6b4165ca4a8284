import type { JsonObject, ProviderCall } from '@turnout/core'
import * as z from 'zod'
import { ChunkMaker } from '../kit/chunk-maker.ts'
import type { ServerEvent } from '../kit/sse-decoder.ts'
import type { Translator } from '../kit/translate-stream.ts'
import { readJson } from '../kit/unreadable.ts'
import { citationSchema, fieldsOf, toolCallSchema } from './answer.ts'
import { finishReason } from './finish.ts'
import { logprobSchema, openaiLogprobs } from './logprobs.ts'
import { openaiUsage, usageSchema } from './usage.ts'

const messageSchema = z.object({
  content: z.union([z.object({ text: z.string().nullish(), thinking: z.string().nullish() }), z.array(z.unknown())]),
  tool_plan: z.string().nullish(),
  tool_calls: z.union([toolCallSchema.partial(), z.array(z.unknown())]),
  citations: z.union([z.array(z.unknown()), citationSchema]),
})

/** The members of Cohere's stream events that matter here (Cohere API reference, "Chat with streaming"). */
const eventSchema = z.object({
  type: z.string(),
  id: z.string().nullish(),
  index: z.number().nullish(),
  delta: z
    .object({
      message: messageSchema.partial().nullish(),
      finish_reason: z.string().nullish(),
      usage: usageSchema.nullish(),
      error: z.string().nullish(),
    })
    .nullish(),
  logprobs: logprobSchema.nullish(),
})

type StreamEvent = z.output<typeof eventSchema>

/** Cohere's stream → OpenAI chunks. */
export class EventTranslator implements Translator<ServerEvent> {
  readonly out: ChunkMaker
  readonly #call: ProviderCall<'chat'>
  readonly #citations: JsonObject[] = []

  constructor(call: ProviderCall<'chat'>) {
    this.#call = call
    this.out = new ChunkMaker(call, 'cohere')
  }

  take({ data }: ServerEvent): void {
    if (data === '[DONE]') return
    const event = readJson(eventSchema, data)
    if (event.type === 'message-start') this.out.begin({ id: event.id ?? undefined })
    else if (event.type === 'message-end') this.#end(event)
    else this.#say(event)
  }

  #say({ type, index, delta, logprobs }: StreamEvent): void {
    const { content, tool_plan, tool_calls, citations } = delta?.message ?? {}
    const key = index ?? 0
    if (content && !Array.isArray(content)) {
      this.out.reasoning(content.thinking ?? '')
      this.out.text(content.text ?? '')
    }
    this.out.reasoning(tool_plan ?? '')
    if (tool_calls && !Array.isArray(tool_calls)) {
      const { id, function: called } = tool_calls
      if (type === 'tool-call-start') this.out.startCall(key, { id: id ?? undefined, name: called?.name ?? '' })
      this.out.addArguments(key, called?.arguments ?? '')
    }
    if (type === 'tool-call-end') this.out.endCall(key)
    if (citations && !Array.isArray(citations)) this.#citations.push(citations)
    if (logprobs) this.out.logprobs(openaiLogprobs([logprobs]))
  }

  #end({ delta }: StreamEvent): void {
    if (delta?.usage) this.out.usage(openaiUsage(delta.usage))
    const reason = finishReason(delta?.finish_reason ?? 'ERROR', delta?.error)
    const fields = fieldsOf(this.#call, this.#citations)
    if (Object.keys(fields).length > 0) this.out.say(fields)
    this.out.finish(reason)
    this.out.done()
  }
}
