import {
  type Batch,
  type ChatChunk,
  type ChatDelta,
  type ChunkBatch,
  type Facts,
  type FinishReason,
  noFacts,
  type ProviderCall,
} from '@turnout/core'
import { createParser } from 'eventsource-parser'
import * as z from 'zod'
import { FrameSplitter } from '../kit/frame-splitter.ts'
import type { HttpAnswer } from '../kit/http-answer.ts'
import { httpError } from '../kit/http-error.ts'
import { unreadable } from '../kit/open-exchange.ts'
import { finishReason, openaiUsage, usageSchema } from './answer.ts'

/** The members of Anthropic's stream events that matter here ("Streaming Messages"). */
const eventSchema = z.object({
  type: z.string(),
  message: z.object({ id: z.string(), model: z.string(), usage: usageSchema.nullish() }).optional(),
  delta: z
    .object({ type: z.string().optional(), text: z.string().optional(), stop_reason: z.string().nullish() })
    .optional(),
  usage: usageSchema.nullish(),
})

type StreamEvent = z.infer<typeof eventSchema>

/** Anthropic's status for an error type that arrives inside a 200. */
const statusOf: Readonly<Record<string, number>> = {
  overloaded_error: 529,
  rate_limit_error: 429,
  invalid_request_error: 400,
}

/** `Facts` in the making. */
type Findings = { -readonly [K in keyof Facts]: Facts[K] } & { events: number }

/** Anthropic stream → OpenAI chunks. */
export async function* readEvents(answer: HttpAnswer, call: ProviderCall<'chat'>): AsyncGenerator<Batch<'chat'>> {
  const translation = new Translation(call)
  const splitter = new FrameSplitter()
  const parser = createParser({ onEvent: ({ data }) => translation.take(data) })
  const batchOf = (frames: Buffer | undefined) => {
    if (frames) parser.feed(frames.toString('utf8'))
    return translation.flush()
  }
  for (let bytes = await answer.read(); bytes; bytes = await answer.read()) {
    const batch = batchOf(splitter.push(bytes))
    if (!batch) continue
    yield batch
    if (batch.facts.error) return answer.cancel()
    if (batch.facts.done) return answer.drain(call.runtime.clock)
  }
  const last = batchOf(splitter.flush())
  if (last) yield last
}

class Translation {
  readonly #call: ProviderCall<'chat'>
  readonly #created: number
  #id = ''
  #model = ''
  #usage: z.infer<typeof usageSchema> = {}
  #chunks: ChatChunk[] = []
  #facts: Findings = { ...noFacts, events: 0 }

  constructor(call: ProviderCall<'chat'>) {
    this.#call = call
    this.#created = Math.floor(call.runtime.clock.wallMs() / 1000)
  }

  take(data: string): void {
    if (this.#facts.error) return
    const event = parseEvent(data)
    if (!event) this.#facts.error = unreadable('an event that cannot be read')
    else if (event.type === 'error') this.#facts.error = this.#errorOf(data)
    else this.#translate(event)
  }

  flush(): ChunkBatch<'chat'> | undefined {
    const chunks = this.#chunks
    const facts = this.#facts
    if (chunks.length === 0 && !facts.done && !facts.error) return undefined
    this.#chunks = []
    this.#facts = { ...noFacts, events: 0 }
    return { kind: 'chunks', facts, chunks: () => chunks }
  }

  #translate({ type, message, delta, usage }: StreamEvent): void {
    if (usage ?? message?.usage) this.#usage = { ...this.#usage, ...withoutNulls({ ...message?.usage, ...usage }) }
    if (type === 'message_start' && message && this.#id === '') {
      this.#id = message.id
      this.#model = message.model
      this.#say({ role: 'assistant', content: '' })
    } else if (type === 'content_block_delta' && delta?.type === 'text_delta' && delta.text) {
      this.#noteContent()
      this.#say({ content: delta.text })
    } else if (type === 'message_delta' && delta?.stop_reason) {
      this.#noteContent()
      this.#facts.finished = [0]
      this.#say({}, finishReason(delta.stop_reason))
    } else if (type === 'message_stop') this.#stop()
  }

  #noteContent(): void {
    this.#facts.content = true
    this.#facts.events++
  }

  #stop(): void {
    this.#facts.done = true
    this.#facts.usage = openaiUsage(this.#usage)
    if (this.#call.request.stream_options?.include_usage)
      this.#chunks.push({ ...this.#identity(), choices: [], usage: openaiUsage(this.#usage) })
  }

  #say(delta: ChatDelta, finish: FinishReason | null = null): void {
    this.#facts.choices = 1
    this.#chunks.push({ ...this.#identity(), choices: [{ index: 0, delta, finish_reason: finish }] })
  }

  #identity() {
    return { id: this.#id, object: 'chat.completion.chunk', created: this.#created, model: this.#model }
  }

  #errorOf(data: string) {
    const type = /"type"\s*:\s*"(\w+_error)"/.exec(data)?.[1] ?? ''
    const wallMs = this.#call.runtime.clock.wallMs()
    return httpError(this.#call.deployment, { status: statusOf[type] ?? 500, headers: {}, body: data, wallMs })
  }
}

const withoutNulls = <T extends object>(value: T): T =>
  Object.fromEntries(Object.entries(value).filter(([, entry]) => entry !== null && entry !== undefined)) as T

function parseEvent(data: string): StreamEvent | undefined {
  try {
    return eventSchema.parse(JSON.parse(data))
  } catch {
    return undefined
  }
}
