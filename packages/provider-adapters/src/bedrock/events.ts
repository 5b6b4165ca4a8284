import type { ProviderCall, ProviderError } from '@turnout/core'
import * as z from 'zod'
import { ChunkMaker } from '../kit/chunk-maker.ts'
import { httpError } from '../kit/http-error.ts'
import { jsonTool } from '../kit/structured-output.ts'
import type { Translator } from '../kit/translate-stream.ts'
import { readJson } from '../kit/unreadable.ts'
import { finishReason, type Reading, readingOf } from './answer.ts'
import type { StreamMessage } from './event-stream.ts'
import { exceptionStatus } from './exception-status.ts'
import { redactedText } from './reasoning-blocks.ts'
import { openaiUsage, usageSchema } from './usage.ts'

/** The members that matter of all events together (Bedrock API reference, "ConverseStreamOutput"). */
const eventSchema = z.object({
  contentBlockIndex: z.number().default(0),
  start: z
    .object({
      toolUse: z.object({ toolUseId: z.string(), name: z.string(), type: z.string().nullish() }).optional(),
    })
    .optional(),
  delta: z
    .object({
      text: z.string().optional(),
      toolUse: z.object({ input: z.string() }).optional(),
      reasoningContent: z
        .object({
          text: z.string().optional(),
          signature: z.string().optional(),
          redactedContent: z.string().optional(),
        })
        .optional(),
    })
    .optional(),
  stopReason: z.string().optional(),
  usage: usageSchema.optional(),
})

type StreamEvent = z.output<typeof eventSchema>
type Delta = NonNullable<StreamEvent['delta']>

/** A block of reasoning or of a hidden one, until it is over. */
interface Reasoning {
  signature: string
  readonly redacted: string[]
}

/** ConverseStream → OpenAI chunks. */
export class EventTranslator implements Translator<StreamMessage> {
  readonly out: ChunkMaker
  readonly #call: ProviderCall<'chat'>
  readonly #reading: Reading
  #reasoning: Reasoning | undefined
  /** The blocks whose tool input is the answer, and whether they have said any. */
  readonly #answers = new Map<number, boolean>()
  /** What is said where the answer is to be a tool call: the answer after all, if that does not come. */
  #preamble = ''

  constructor(call: ProviderCall<'chat'>) {
    this.#call = call
    this.#reading = readingOf(call)
    this.out = new ChunkMaker(call, this.#reading.origin)
  }

  take({ headers, payload }: StreamMessage): void {
    const kind = headers[':message-type']
    if (kind !== 'event') this.out.fail(this.#errorOf(headers, payload))
    else this.#translate(headers[':event-type'] ?? '', readJson(eventSchema, payload))
  }

  /** The metadata may be lost; the message is whole without them. */
  end(): void {
    if (this.out.finished) this.out.done()
  }

  get #byTool(): boolean {
    return this.#reading.output?.way === 'tool'
  }

  #translate(type: string, event: StreamEvent): void {
    const { contentBlockIndex: block, delta } = event
    if (type === 'messageStart') this.#begin()
    else if (type === 'contentBlockStart') this.#start(block, event.start?.toolUse)
    else if (type === 'contentBlockDelta' && delta) this.#add(block, delta)
    else if (type === 'contentBlockStop') this.#stop(block)
    else if (type === 'messageStop' && event.stopReason) this.#finish(event.stopReason)
    else if (type === 'metadata') this.#end(event)
  }

  #begin(): void {
    this.out.begin()
    const { provider_specific_fields } = this.#reading.fields
    if (provider_specific_fields) this.out.say({ provider_specific_fields })
  }

  #start(block: number, tool: NonNullable<StreamEvent['start']>['toolUse']): void {
    if (!tool || tool.type === 'server_tool_use') return
    if (this.#byTool && tool.name === jsonTool) this.#answers.set(block, false)
    else this.out.startCall(block, { id: tool.toolUseId, name: tool.name })
  }

  #add(block: number, { text, toolUse, reasoningContent }: Delta): void {
    if (text !== undefined && this.#byTool) this.#preamble += text
    else if (text !== undefined) this.out.text(text)
    else if (toolUse && this.#answers.has(block)) this.#answer(block, toolUse.input)
    else if (toolUse) this.out.addArguments(block, toolUse.input)
    else if (reasoningContent) this.#think(reasoningContent)
  }

  #answer(block: number, piece: string): void {
    if (piece !== '') this.#answers.set(block, true)
    this.out.text(piece)
  }

  #think({ text = '', signature = '', redactedContent }: NonNullable<Delta['reasoningContent']>): void {
    this.#reasoning ??= { signature: '', redacted: [] }
    this.#reasoning.signature += signature
    if (redactedContent) this.#reasoning.redacted.push(redactedContent)
    this.out.reasoning(text)
  }

  #stop(block: number): void {
    if (this.#reasoning) this.#endReasoning(this.#reasoning)
    if (this.#answers.get(block) === false) this.#answer(block, '{}')
    this.out.endCall(block)
  }

  #endReasoning({ signature, redacted }: Reasoning): void {
    this.#reasoning = undefined
    this.out.endReasoning(signature || undefined)
    if (redacted.length > 0) this.out.redactedReasoning(redactedText(redacted, this.#reading.origin))
  }

  #finish(stopReason: string): void {
    if (this.#answers.size === 0) this.out.text(this.#preamble)
    this.out.finish(finishReason(stopReason))
  }

  #end({ usage }: StreamEvent): void {
    if (usage) this.out.usage(openaiUsage(usage))
    if (this.out.finished) this.out.done()
  }

  /** An exception that the API knows, or an error that the service did not foresee. */
  #errorOf(headers: StreamMessage['headers'], payload: string): ProviderError {
    const said = headers[':exception-type'] ?? headers[':error-code'] ?? ''
    const type = `${said.charAt(0).toUpperCase()}${said.slice(1)}`
    const body = payload || JSON.stringify({ message: headers[':error-message'] ?? '' })
    const wallMs = this.#call.runtime.clock.wallMs()
    const status = exceptionStatus(type)
    return httpError(this.#call.deployment, { status, headers: { 'x-amzn-errortype': type }, body, wallMs })
  }
}
