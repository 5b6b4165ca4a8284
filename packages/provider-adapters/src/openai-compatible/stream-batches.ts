import type { ChunkBatch, OperationName, ProviderCall } from '@turnout/core'
import { FrameSplitter } from '../kit/frame-splitter.ts'
import type { HttpAnswer } from '../kit/http-answer.ts'
import type { AnswerFixes } from './answer/answer-fixes.ts'
import { fixedBatch } from './answer/fixed-batch.ts'
import { ChunkReader } from './chunk-reader.ts'
import type { Dialect } from './dialect.ts'

type Step<O extends OperationName> = IteratorResult<ChunkBatch<O>, undefined>

/**
 * A stream's batches, one for each read that ends an event. By hand, because a generator takes three turns for each: here a
 * batch is made as its bytes arrive.
 */
export class StreamBatches<O extends OperationName>
  implements AsyncIterable<ChunkBatch<O>>, AsyncIterator<ChunkBatch<O>>
{
  readonly #answer: HttpAnswer
  readonly #call: ProviderCall<O>
  readonly #splitter = new FrameSplitter()
  readonly #reader: ChunkReader<O>
  readonly #fixes: AnswerFixes | undefined
  #over = false
  #resolve: (step: Step<O>) => void = ignore
  #reject: (failure: unknown) => void = ignore

  constructor(answer: HttpAnswer, call: ProviderCall<O>, dialect: Dialect<O>, fixes?: AnswerFixes) {
    this.#answer = answer
    this.#call = call
    this.#fixes = fixes
    this.#reader = new ChunkReader(call, dialect)
  }

  [Symbol.asyncIterator](): this {
    return this
  }

  next(): Promise<Step<O>> {
    return new Promise((resolve, reject) => {
      this.#resolve = resolve
      this.#reject = reject
      this.#goOn()
    })
  }

  /** Who reads no further has no use for the rest. */
  async return(): Promise<Step<O>> {
    this.#over = true
    this.#answer.cancel()
    return end
  }

  readonly #goOn = (): void => {
    try {
      const step = this.#step()
      if (step) this.#resolve(step)
      else this.#answer.whenMore(this.#goOn)
    } catch (failure) {
      this.#reject(failure)
    }
  }

  /** The next batch, or the end; undefined while neither is there. */
  #step(): Step<O> | undefined {
    if (this.#over) return end
    for (let bytes = this.#answer.take(); bytes; bytes = this.#answer.take()) {
      const frames = this.#splitter.push(bytes)
      if (frames) return { done: false, value: this.#read(frames) }
    }
    return this.#answer.ended ? this.#rest() : undefined
  }

  #read(frames: Buffer): ChunkBatch<O> {
    const batch = this.#fixed(this.#reader.read(frames))
    if (batch.facts.error) this.#answer.cancel()
    else if (batch.facts.done) this.#answer.drain(this.#call.runtime.clock)
    this.#over = batch.facts.error !== undefined || batch.facts.done
    return batch
  }

  #rest(): Step<O> {
    this.#over = true
    const rest = this.#splitter.flush()
    const value = rest && this.#reader.readRest(rest)
    return value ? { done: false, value: this.#fixed(value) } : end
  }

  #fixed(batch: ChunkBatch<O>): ChunkBatch<O> {
    return this.#fixes ? fixedBatch(this.#fixes, batch) : batch
  }
}

const end = { done: true, value: undefined } as const
const ignore = (): void => {}
