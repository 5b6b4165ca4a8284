import type { ProviderCall } from '@turnout/core'
import { ChunkMaker } from '../kit/chunk-maker.ts'
import { errorInside } from '../kit/open-exchange.ts'
import type { ServerEvent } from '../kit/sse-decoder.ts'
import type { Translator } from '../kit/translate-stream.ts'
import { readJson, unreadable } from '../kit/unreadable.ts'
import { origin } from './answer.ts'
import { BlockTranslator } from './block-translator.ts'
import { acceptedByClaude } from './capabilities.ts'
import { eventSchema, type StreamEvent } from './event-schema.ts'
import { finishReason, type Stop, stopFields } from './stop.ts'
import { claudeOutput } from './structured-output.ts'
import { type AnthropicUsage, laterUsage, openaiUsage } from './usage.ts'

/** Anthropic stream → OpenAI chunks. */
export class EventTranslator implements Translator<ServerEvent> {
  readonly out: ChunkMaker
  readonly #call: ProviderCall<'chat'>
  readonly #blocks: BlockTranslator
  #usage: AnthropicUsage = {}

  constructor(call: ProviderCall<'chat'>) {
    this.#call = call
    this.out = new ChunkMaker(call, origin)
    this.#blocks = new BlockTranslator(this.out, claudeOutput(acceptedByClaude(call).asked, call.deployment))
  }

  take({ data }: ServerEvent): void {
    const event = readJson(eventSchema, data)
    this.#usage = laterUsage(laterUsage(this.#usage, event.message?.usage), event.usage)
    if (event.type === 'error') this.out.fail(errorInside(this.#call, data) ?? unreadable('an error without a word'))
    else this.#translate(event)
  }

  /** The last event may be lost; the message is whole without it. */
  end(): void {
    if (this.out.finished) this.#done()
  }

  #translate({ type, message, index, content_block: block, delta }: StreamEvent): void {
    if (type === 'message_start' && message) this.out.begin(message)
    else if (type === 'content_block_start' && block) this.#blocks.start(index, block)
    else if (type === 'content_block_delta' && delta) this.#blocks.add(index, delta)
    else if (type === 'content_block_stop') this.#blocks.end(index)
    else if (type === 'message_delta' && delta?.stop_reason) this.#finish(delta)
    else if (type === 'message_stop') {
      if (!this.out.finished) this.#finish({})
      this.#done()
    }
  }

  #done(): void {
    this.out.usage(openaiUsage(this.#usage))
    this.out.done()
  }

  #finish(stop: Stop): void {
    const refusal = stop.stop_reason === 'refusal' ? stop.stop_details?.explanation : undefined
    this.#blocks.close(stopFields(stop))
    this.out.refusal(refusal ?? '')
    this.out.finish(this.#blocks.finishReason(finishReason(stop.stop_reason)))
  }
}
