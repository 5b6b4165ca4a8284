import type { ChatChoice, ChatChunkChoice, TextChoice } from '@turnout/core'
import { deltasOf } from './deltas.ts'
import { piecesOf } from './pieces.ts'

/** One choice of a chat completion, delta by delta; its log probabilities come with the last of its text. */
export function toldChat({
  index,
  message,
  logprobs,
  finish_reason,
  ...others
}: ChatChoice): readonly ChatChunkChoice[] {
  const { spoken, after } = deltasOf(message)
  const probable =
    logprobs === undefined ? () => ({}) : (at: number) => ({ logprobs: at === spoken.length - 1 ? logprobs : null })
  return [
    ...[...spoken, ...after].map((delta, at) => ({ index, delta, ...probable(at), finish_reason: null })),
    { index, delta: {}, ...probable(-1), finish_reason, ...others },
  ]
}

/** The same of a text completion. */
export function toldText({ index, text, logprobs, finish_reason, ...others }: TextChoice): readonly TextChoice[] {
  const pieces = piecesOf(text)
  const probable =
    logprobs === undefined ? () => ({}) : (at: number) => ({ logprobs: at === pieces.length - 1 ? logprobs : null })
  return [
    ...pieces.map((piece, at) => ({ index, text: piece, ...probable(at), finish_reason: null })),
    { index, text: '', ...probable(-1), finish_reason: finish_reason ?? null, ...others },
  ]
}
