import { type ChunkBatch, type ProviderCall, ProviderError } from '@turnout/core'
import type { ChunkMaker } from './chunk-maker.ts'
import type { Decoder } from './decoder.ts'
import type { HttpAnswer } from './http-answer.ts'

/** What an adapter makes of a provider's stream, item by item, in `out`. */
export interface Translator<T> {
  readonly out: ChunkMaker
  /** Takes in the next item. A `ProviderError` it throws is one inside the stream, like `out.fail`. */
  take(item: T): void
  /** The stream has ended by itself: for those without a terminal event. Not saying `done` here leaves it cut. */
  end?(): void
}

/**
 * A provider's stream as batches, one for each read that says something. After an error the connection is closed,
 * after the provider's own end it may be used again.
 */
export async function* translateStream<T>(
  answer: HttpAnswer,
  call: ProviderCall<'chat'>,
  decoder: Decoder<T>,
  translator: Translator<T>,
): AsyncGenerator<ChunkBatch<'chat'>> {
  const { out } = translator
  let settled = false
  try {
    while (!out.over) {
      const bytes = await answer.read()
      const items = bytes ? decoder.push(bytes) : decoder.flush()
      noting(out, () => {
        for (const item of items) {
          if (out.over) return
          translator.take(item)
        }
        if (!bytes && !out.over) translator.end?.()
      })
      const batch = out.flush()
      if (batch?.facts.done && bytes) {
        settled = true
        answer.drain(call.runtime.clock)
      }
      if (batch) yield batch
      if (!bytes) return
    }
  } finally {
    if (!settled) answer.cancel()
  }
}

/** Makes an error inside the stream of what `work` throws. */
function noting(out: ChunkMaker, work: () => void): void {
  try {
    work()
  } catch (error) {
    if (!ProviderError.is(error)) throw error
    out.fail(error)
  }
}
