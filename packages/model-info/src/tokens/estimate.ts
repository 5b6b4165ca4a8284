import { type PromptRequest, promptInputsOnce } from './prompt-inputs.ts'
import type { PromptInput } from './prompt-piece.ts'
import { factorOf } from './token-factor.ts'

/** Characters a token: of Latin script, and of Chinese, Japanese and Korean. */
const narrowPerToken = 4
const widePerToken = 1.5

/** From two lengths alone: what is over one byte a character is wide, two bytes over for each. */
const textTokens = (bytes: number, characters: number): number => {
  const wide = Math.max(0, (bytes - characters) / 2)
  return Math.max(0, characters - wide) / narrowPerToken + wide / widePerToken
}

export const estimateOf = ({ texts, bytes, cost }: PromptInput, factor: number): number => {
  const characters = texts.reduce((sum, text) => sum + text.length, 0)
  return Math.ceil((textTokens(bytes, characters) + cost.tokens) * factor)
}

/** About how many tokens the prompt has, without a tokenizer: what to reserve before a call that will say the number itself. */
export const estimateTokens = (request: PromptRequest, model = ''): number =>
  promptInputsOnce(request).reduce((sum, input) => sum + estimateOf(input, factorOf(model)), 0)
