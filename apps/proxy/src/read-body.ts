import type { IncomingMessage } from 'node:http'
import { type CancelScope, GatheredBytes, ProviderError, TurnoutError, type TurnQueue } from '@turnout/core'

/**
 * The whole body; with `turns` at the end of the turn of the event loop in which it is whole. Throws a 413 as soon as it is
 * known to be larger than `maxBytes`, without reading on.
 */
export function readBody(
  request: IncomingMessage,
  maxBytes: number,
  scope: CancelScope,
  turns?: TurnQueue,
): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    if (Number(request.headers['content-length'] ?? 0) > maxBytes) return reject(tooLarge(maxBytes))
    const body = new GatheredBytes()
    request.on('data', (piece: Buffer) => {
      if (body.size + piece.length <= maxBytes) body.add(piece)
      else reject(tooLarge(maxBytes))
    })
    const whole = () => {
      const { buffer, byteOffset, byteLength } = body.take()
      resolve(Buffer.from(buffer, byteOffset, byteLength))
    }
    const leave = scope.onCancel(() => reject(scope.reason))
    request.on('end', () => {
      leave()
      if (turns) turns.add(whole)
      else whole()
    })
    request.on('error', () => reject(new ProviderError('cancelled', 'The caller went away.')))
  })
}

const tooLarge = (maxBytes: number): TurnoutError =>
  new TurnoutError('bad-request', `The body is larger than ${maxBytes} bytes.`, {
    status: 413,
    code: 'request_too_large',
  })
