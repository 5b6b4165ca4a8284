import type { ChunkBatch, OperationName, ProviderCall } from '@turnout/core'
import { FrameSplitter } from '../kit/frame-splitter.ts'
import type { HttpAnswer } from '../kit/http-answer.ts'
import { ChunkReader } from './chunk-reader.ts'
import type { Dialect } from './dialect.ts'

type Step<O extends OperationName> = IteratorResult<ChunkBatch<O>, undefined>

/** A stream's batches, one for each read that ends an event; by hand, because a generator takes three turns for each. */
export class StreamBatches<O extends OperationName>
  implements AsyncIterable<ChunkBatch<O>>, AsyncIterator<ChunkBatch<O>>
{
  readonly #answer: HttpAnswer
  readonly #call: ProviderCall<O>
  readonly #splitter = new FrameSplitter()
  readonly #reader: ChunkReader<O>
  #over = false

  constructor(answer: HttpAnswer, call: ProviderCall<O>, dialect: Dialect<O>) {
    this.#answer = answer
    this.#call = call
    this.#reader = new ChunkReader(call, dialect)
  }

  [Symbol.asyncIterator](): this {
    return this
  }

  async next(): Promise<Step<O>> {
    while (!this.#over) {
      const bytes = await this.#answer.read()
      if (!bytes) return this.#rest()
      const frames = this.#splitter.push(bytes)
      if (frames) return { done: false, value: this.#read(frames) }
    }
    return end
  }

  /** Who reads no further has no use for the rest. */
  async return(): Promise<Step<O>> {
    this.#over = true
    this.#answer.cancel()
    return end
  }

  #read(frames: Buffer): ChunkBatch<O> {
    const batch = this.#reader.read(frames)
    if (batch.facts.error) this.#answer.cancel()
    else if (batch.facts.done) this.#answer.drain(this.#call.runtime.clock)
    this.#over = batch.facts.error !== undefined || batch.facts.done
    return batch
  }

  #rest(): Step<O> {
    this.#over = true
    const rest = this.#splitter.flush()
    const value = rest && this.#reader.readRest(rest)
    return value ? { done: false, value } : end
  }
}

const end = { done: true, value: undefined } as const
