import type { Clock } from '@turnout/core'
import type { HttpAnswer } from './http-answer.ts'

const mostBytes = 64 * 1024
const patienceMs = 2_000

/**
 * What an error says: as much of its body as comes within bounds of size and time. Where it is cut or too slow, what
 * has come must do, because the status says more than the rest would; one that is too long says nothing.
 */
export async function readSome(answer: HttpAnswer, clock: Clock): Promise<string> {
  const pieces: Uint8Array[] = []
  let size = 0
  const stop = clock.timer(patienceMs, () => answer.cancel())
  try {
    for (let piece = await answer.read(); piece && size <= mostBytes; piece = await answer.read()) {
      pieces.push(piece)
      size += piece.byteLength
    }
  } catch {
    // The connection broke, or patience ended: see above.
  }
  stop()
  answer.cancel()
  return size > mostBytes ? '' : Buffer.concat(pieces).toString('utf8')
}
