import type { ChunkBatch, OperationName, WholeBatch } from '@turnout/core'

/** The same for another reader: bytes are everybody's, but values its own, which it may do with as it likes. */
export const ownWhole = <O extends OperationName>(batch: WholeBatch<O>): WholeBatch<O> => ({
  ...bytesOf(batch),
  kind: 'whole',
  result: () => structuredClone(batch.result()),
  usage: () => batch.usage(),
})

/** The same of a part of a stream. */
export const ownChunks = <O extends OperationName>(batch: ChunkBatch<O>): ChunkBatch<O> => ({
  ...bytesOf(batch),
  kind: 'chunks',
  facts: batch.facts,
  chunks: () => structuredClone(batch.chunks()),
})

type Bytes = Pick<WholeBatch<OperationName>, 'raw' | 'latin1'>

const bytesOf = ({ raw, latin1 }: { [K in keyof Bytes]: Bytes[K] | undefined }): Bytes => ({
  ...(raw === undefined ? {} : { raw }),
  ...(latin1 === undefined ? {} : { latin1 }),
})
