import { type Batch, CancelScope, type OperationName, type ProviderError } from '@turnout/core'
import type { Reply } from '../engine/reply.ts'

/** Whoever comes when there is more than this to catch up with begins a call of its own. */
const mostBytes = 8 * 1024 * 1024

/**
 * One upstream call that several requests read, each from its beginning. It belongs to none of them: it goes on as long
 * as anybody is there, and the fastest sets the pace.
 */
export class Flight<O extends OperationName> {
  readonly #scope = new CancelScope()
  readonly #batches: Batch<O>[] = []
  readonly #onEnd: (own: Flight<O>) => void
  #readers = 0
  #bytes = 0
  #step: Promise<void> | undefined
  #isOver = false
  #failure: unknown
  /** Its answer; rejects with what the call failed with. */
  readonly begun: Promise<Reply<O>>

  /** `onEnd`: nobody can join it any more; it may be told more than once. */
  constructor(call: (scope: CancelScope) => Promise<Reply<O>>, stream: boolean, onEnd: (own: Flight<O>) => void) {
    this.#onEnd = onEnd
    this.begun = call(this.#scope).then((reply) => {
      if (!stream) this.#take(reply.whole())
      if (!stream || this.#readers === 0) this.#end()
      if (this.#readers === 0) reply.cancel()
      return reply
    })
    this.begun.catch(() => this.#end())
  }

  enter(): void {
    this.#readers++
  }

  /** The last one closes the upstream connection. */
  leave(reason?: ProviderError): void {
    if (--this.#readers > 0 || this.#isOver) return
    this.#end()
    this.#scope.cancel(reason)
  }

  /** The batch at this place; undefined where the answer has ended before it. Rejects where it broke off there. */
  async at(place: number): Promise<Batch<O> | undefined> {
    for (;;) {
      const batch = this.#batches[place]
      if (batch) return batch
      if (this.#failure !== undefined) throw this.#failure
      if (this.#isOver) return undefined
      this.#step ??= this.#read()
      await this.#step
    }
  }

  /** The one batch of a plain answer. */
  get only(): Batch<O> | undefined {
    return this.#batches[0]
  }

  /** Of the answer, as far as it is here. */
  get last(): Batch<O> | undefined {
    return this.#batches.at(-1)
  }

  async #read(): Promise<void> {
    try {
      const reply = await this.begun
      const { done, value } = await reply.next()
      if (done) this.#end()
      else this.#take(value)
    } catch (error) {
      this.#failure = error
      this.#end()
    } finally {
      this.#step = undefined
    }
  }

  #take(batch: Batch<O>): void {
    this.#batches.push(batch)
    this.#bytes += batch.raw?.byteLength ?? 0
    if (this.#bytes > mostBytes) this.#onEnd(this)
  }

  #end(): void {
    this.#isOver = true
    this.#onEnd(this)
  }
}
