import type { ProviderCall } from '@turnout/core'
import * as z from 'zod'
import { ChunkMaker } from '../kit/chunk-maker.ts'
import { httpError } from '../kit/http-error.ts'
import type { ServerEvent } from '../kit/sse-decoder.ts'
import type { Translator } from '../kit/translate-stream.ts'
import { readJson } from '../kit/unreadable.ts'
import { finishReason, openaiUsage, origin, usageSchema } from './answer.ts'

/** The members of Anthropic's stream events that matter here ("Streaming Messages"). */
const eventSchema = z.object({
  type: z.string(),
  message: z.object({ id: z.string(), model: z.string(), usage: usageSchema.nullish() }).optional(),
  delta: z
    .object({ type: z.string().optional(), text: z.string().optional(), stop_reason: z.string().nullish() })
    .optional(),
  usage: usageSchema.nullish(),
  error: z.object({ type: z.string() }).optional(),
})

type StreamEvent = z.infer<typeof eventSchema>
type AnthropicUsage = z.infer<typeof usageSchema>

/** Anthropic's status for an error type that arrives inside a 200. */
const statusOf: Readonly<Record<string, number>> = {
  overloaded_error: 529,
  rate_limit_error: 429,
  invalid_request_error: 400,
}

/** Anthropic stream → OpenAI chunks. */
export class EventTranslator implements Translator<ServerEvent> {
  readonly out: ChunkMaker
  readonly #call: ProviderCall<'chat'>
  #usage: AnthropicUsage = {}

  constructor(call: ProviderCall<'chat'>) {
    this.#call = call
    this.out = new ChunkMaker(call, origin)
  }

  take({ data }: ServerEvent): void {
    const event = readJson(eventSchema, data)
    this.#count(event.message?.usage)
    this.#count(event.usage)
    if (event.type === 'error') this.out.fail(this.#errorOf(event, data))
    else this.#translate(event)
  }

  #translate({ type, message, delta }: StreamEvent): void {
    if (type === 'message_start' && message) this.out.begin(message)
    else if (type === 'content_block_delta' && delta?.type === 'text_delta') this.out.text(delta.text ?? '')
    else if (type === 'message_delta' && delta?.stop_reason) this.out.finish(finishReason(delta.stop_reason))
    else if (type === 'message_stop') {
      this.out.usage(openaiUsage(this.#usage))
      this.out.done()
    }
  }

  /** Figures are cumulative, and null where an event does not state them. */
  #count(usage: AnthropicUsage | null | undefined): void {
    for (const name of usageSchema.keyof().options) if (usage?.[name] != null) this.#usage[name] = usage[name]
  }

  #errorOf({ error }: StreamEvent, body: string) {
    const wallMs = this.#call.runtime.clock.wallMs()
    return httpError(this.#call.deployment, { status: statusOf[error?.type ?? ''] ?? 500, headers: {}, body, wallMs })
  }
}
