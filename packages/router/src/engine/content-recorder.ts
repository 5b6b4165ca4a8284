import { type Batch, type DecisionRecord, isJsonObject, type JsonObject, type OperationName } from '@turnout/core'
import { wholeOf } from '../cache/replay/whole-of.ts'

/** Answers that are larger are not told. */
const mostBytes = 1024 * 1024
/** What is translated has no bytes yet; about as much as a chunk. */
const unreadBytes = 256

/** Sees a request's answer pass, for callbacks that are told it. */
export class ContentRecorder {
  readonly #operation: OperationName
  readonly #request: Readonly<Record<string, unknown>>
  #batches: Batch<OperationName>[] = []
  #bytes = 0

  constructor(operation: OperationName, request: Readonly<Record<string, unknown>>) {
    this.#operation = operation
    this.#request = request
  }

  note(batch: Batch<OperationName>): void {
    this.#bytes += batch.raw?.byteLength ?? unreadBytes
    if (this.#bytes <= mostBytes) this.#batches.push(batch)
    else this.#batches = []
  }

  /** The request, and the plain answer, also of a stream, where it came to its end. */
  told(): DecisionRecord['content'] {
    const request = isJsonObject(this.#request) ? this.#request : {}
    try {
      return { request, answer: this.#answer() }
    } catch {
      // Nobody else can read it either, and hears of that.
      return { request }
    } finally {
      this.#batches = []
    }
  }

  #answer(): JsonObject | undefined {
    const [first] = this.#batches
    if (first?.kind === 'whole') return objectOf(first.result())
    const chunks = this.#batches.flatMap((batch) => (batch.kind === 'chunks' ? batch.chunks() : []))
    const usage = this.#batches.findLast((batch) => batch.kind === 'chunks' && batch.facts.usage)
    const whole = wholeOf(this.#operation, chunks, usage?.kind === 'chunks' ? usage.facts.usage : undefined)
    return objectOf(whole)
  }
}

const objectOf = (value: unknown): JsonObject | undefined => (isJsonObject(value) ? value : undefined)
