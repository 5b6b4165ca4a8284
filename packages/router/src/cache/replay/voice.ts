import { isJsonObject, type JsonObject } from '@turnout/core'
import { lastWord } from './last-word.ts'
import { merged } from './merged.ts'
import { putTogether } from './put-together.ts'

/** One choice of a stream. */
export interface Voice {
  readonly index: number
  readonly finish: string
  readonly text: string
  /** Its deltas, put together. */
  readonly message: JsonObject
  /** Whatever else its chunks say of it. */
  readonly beside: JsonObject
}

/** What the chunks say of one choice, in order; undefined where it has not finished. */
export function voiceOf(index: number, said: readonly JsonObject[]): Voice | undefined {
  const finish = said.findLast((choice) => isWord(choice['finish_reason']))?.['finish_reason']
  if (!isWord(finish)) return undefined
  const deltas = said.map((choice) => choice['delta']).filter(isJsonObject)
  const texts = said.map((choice) => choice['text']).filter((text) => typeof text === 'string')
  return { index, finish, text: texts.join(''), message: merged(deltas, putTogether), beside: besides(said) }
}

const isWord = (value: unknown): value is string => typeof value === 'string' && value !== ''

/** Log probabilities are those of each piece. */
function besides(said: readonly JsonObject[]): JsonObject {
  const logprobs = said.flatMap(({ logprobs: some }) => (some === undefined ? [] : [some]))
  return {
    ...merged(said, lastWord, toldApart),
    ...(logprobs.length > 0 ? { logprobs: putTogether(logprobs, 'logprobs') } : {}),
  }
}

/** Members of a choice that are told by themselves; some vendors repeat in `message` what was said so far. */
const toldApart = new Set(['index', 'finish_reason', 'logprobs', 'delta', 'text', 'message'])
