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
  turns?: () => TurnQueue | undefined,
): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    if (Number(request.headers['content-length'] ?? 0) > maxBytes) return reject(tooLarge(maxBytes))
    const body = new GatheredBytes()
    request.on('data', (piece: Buffer) => {
      if (body.size + piece.length <= maxBytes) body.add(piece)
      else reject(tooLarge(maxBytes))
    })
    const whole = () => {
      leave()
      try {
        const { buffer, byteOffset, byteLength } = body.take()
        resolve(Buffer.from(buffer, byteOffset, byteLength))
      } catch (error) {
        // Memory may be short for this one: those behind it must not wait for ever.
        reject(error)
      }
    }
    const leave = scope.onCancel(() => reject(scope.reason))
    request.on('end', () => {
      const queue = turns?.()
      if (queue) queue.add(whole)
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
