import type { OperationName, ResultOf } from '@turnout/core'

/**
 * The result in a kept body. It was one when it was kept: its key says of which operation, and its checksum that it has
 * not changed since.
 */
export const resultIn = <O extends OperationName>(body: Uint8Array): ResultOf<O> =>
  JSON.parse(Buffer.from(body.buffer, body.byteOffset, body.byteLength).toString('utf8'))
