import type { ChunkOf, OperationName } from '@turnout/core'
import { decode } from './engine/decode.ts'
import type { Reply } from './engine/reply.ts'

/** A streamed answer, chunk by chunk. Leaving the loop early closes the upstream connection. */
export class ChunkStream<O extends OperationName> implements AsyncIterable<ChunkOf<O>> {
  /** Who serves, and how it came to that. */
  readonly reply: Reply<O>

  constructor(reply: Reply<O>) {
    this.reply = reply
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<ChunkOf<O>, void, undefined> {
    try {
      for await (const batch of this.reply) if (batch.kind === 'chunks') yield* decode(() => batch.chunks())
    } finally {
      this.reply.cancel()
    }
  }

  /** Lets go of a stream that will not be read. */
  cancel(): void {
    this.reply.cancel()
  }
}
