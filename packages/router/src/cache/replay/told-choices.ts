import type { ChatChoice, ChatChunkChoice, TextChoice } from '@turnout/core'
import { deltasOf } from './deltas.ts'
import { piecesOf } from './pieces.ts'

/** One choice of a chat completion, delta by delta. */
export function toldChat({ index, message, ...choice }: ChatChoice): readonly ChatChunkChoice[] {
  const { logprobs, finish_reason, ...others } = choice
  const { spoken, after } = deltasOf(message)
  const probable = withLast(logprobs, spoken.length)
  return [
    ...[...spoken, ...after].map((delta, at) => ({ index, delta, ...probable(at), finish_reason: null })),
    { index, delta: {}, ...probable(end), finish_reason: finish_reason ?? 'stop', ...others },
  ]
}

/** One choice of a text completion. */
export function toldText({ index, text, logprobs, finish_reason, ...others }: TextChoice): readonly TextChoice[] {
  const pieces = piecesOf(text)
  const probable = withLast(logprobs, pieces.length)
  return [
    ...pieces.map((piece, at) => ({ index, text: piece, ...probable(at), finish_reason: null })),
    { index, text: '', ...probable(end), finish_reason: finish_reason ?? 'stop', ...others },
  ]
}

/** The place of a choice's end, after all of its pieces, or after none. */
const end = -1

/** Log probabilities: with the last of so many pieces, or at the end where there are none; the others have null. */
const withLast = (logprobs: unknown, pieces: number) => (at: number) =>
  logprobs === undefined ? {} : { logprobs: at === pieces - 1 ? logprobs : null }
