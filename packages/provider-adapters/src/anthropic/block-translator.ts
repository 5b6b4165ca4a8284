import { type FinishReason, isJsonObject, type JsonObject } from '@turnout/core'
import type { ChunkMaker } from '../kit/chunk-maker.ts'
import { parseJson } from '../kit/parse-json.ts'
import { jsonTool, type StructuredOutput } from '../kit/structured-output.ts'
import { answerFields } from './answer-fields.ts'
import { type Block, foreignBlock, isForeign } from './blocks.ts'
import { annotationsOf, type Citation, placedCitations } from './citations.ts'
import type { Delta } from './event-schema.ts'

interface OpenBlock {
  readonly block: Block
  /** Where its text begins in the answer. */
  readonly start: number
  signature: string
  /** Its arguments so far. */
  json: string
  readonly citations: JsonObject[]
}

/** The blocks of a stream → deltas. One that ends without its stop is ended by the next, and by `close`. */
export class BlockTranslator {
  readonly #out: ChunkMaker
  readonly #structured: StructuredOutput | undefined
  readonly #open = new Map<number, OpenBlock>()
  readonly #foreign: JsonObject[] = []
  readonly #citations: Citation[] = []
  #length = 0
  /** Texts that are not the answer if a tool call brings it. */
  #held = ''
  #answered = false

  constructor(out: ChunkMaker, structured: StructuredOutput | undefined) {
    this.#out = out
    this.#structured = structured
  }

  start(index: number, block: Block): void {
    this.end(index)
    this.#open.set(index, { block, start: this.#length, signature: block.signature ?? '', json: '', citations: [] })
    if (block.type === 'tool_use' && block.name && !this.#isAnswer(block))
      this.#out.startCall(index, { id: block.id, name: block.name })
    if (block.type === 'redacted_thinking') this.#out.redactedReasoning(block.data ?? '')
    this.add(index, { text: block.text ?? '', thinking: block.thinking ?? '' })
  }

  add(index: number, delta: Delta): void {
    const open = this.#open.get(index)
    if (delta.text) this.#text(delta.text)
    this.#out.reasoning(delta.thinking ?? '')
    if (!open) return
    open.signature += delta.signature ?? ''
    if (delta.citation) open.citations.push(delta.citation)
    if (delta.partial_json) this.#arguments(index, open, delta.partial_json)
  }

  end(index: number): void {
    const open = this.#open.get(index)
    if (!open) return
    this.#open.delete(index)
    const { block, signature, json, citations, start } = open
    if (block.type === 'thinking') this.#out.endReasoning(signature || undefined)
    if (block.type === 'tool_use') this.#endCall(index, open)
    if (isForeign(block)) this.#foreign.push(withInput(foreignBlock(block), json))
    this.#cite(placedCitations([...(block.citations ?? []), ...citations], start, this.#length))
  }

  /** Ends what is open, and says what has no place in OpenAI's form. */
  close(stop: JsonObject): void {
    for (const index of [...this.#open.keys()]) this.end(index)
    if (!this.#answered) this.#out.text(this.#held)
    const [blocks, citations, structured] = [this.#foreign, this.#citations, this.#structured]
    const fields = answerFields({ blocks, citations, structured, stop })
    if (fields) this.#out.say({ provider_specific_fields: fields })
  }

  /** A call of the tool made for the format is no call. */
  finishReason(reason: FinishReason): FinishReason {
    return this.#byTool && reason === 'tool_calls' ? 'stop' : reason
  }

  get #byTool(): boolean {
    return this.#structured?.way === 'tool'
  }

  #isAnswer({ type, name }: Block): boolean {
    return this.#byTool && type === 'tool_use' && name === jsonTool
  }

  #text(text: string): void {
    this.#length += text.length
    if (this.#byTool) this.#held += text
    else this.#out.text(text)
  }

  #arguments(index: number, open: OpenBlock, piece: string): void {
    open.json += piece
    if (!this.#isAnswer(open.block)) this.#out.addArguments(index, piece)
    else this.#answer(piece)
  }

  #answer(piece: string): void {
    this.#answered = true
    this.#out.text(piece)
  }

  /** Arguments may be there from the start, and there may be none. */
  #endCall(index: number, { block, json }: OpenBlock): void {
    const given = block.input && Object.keys(block.input).length > 0 ? JSON.stringify(block.input) : '{}'
    if (this.#isAnswer(block)) {
      if (json === '') this.#answer(given)
      return
    }
    if (json === '') this.#out.addArguments(index, given)
    this.#out.endCall(index)
  }

  #cite(citations: readonly Citation[]): void {
    this.#citations.push(...citations)
    const annotations = annotationsOf(citations)
    if (annotations.length > 0) this.#out.say({ annotations })
  }
}

/** A block of a stream begins without its input, which comes in pieces. */
function withInput(block: JsonObject, json: string): JsonObject {
  const input = json === '' ? undefined : parseJson(json)
  return isJsonObject(input) ? { ...block, input } : block
}
