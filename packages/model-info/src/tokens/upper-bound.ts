import { type PromptRequest, promptInputs } from './prompt-inputs.ts'
import type { PromptInput } from './prompt-piece.ts'
import { factorOf } from './token-factor.ts'

/** A byte-level vocabulary has every byte, so a text has at most as many tokens as bytes. */
export const boundOf = ({ bytes, cost }: PromptInput, factor: number): number => Math.ceil((bytes + cost.most) * factor)

/**
 * Tokens that the prompt has at the most, without a tokenizer: its UTF-8 bytes, and the frames around them. `model` is for
 * models that we count with a factor. Images are reckoned as at OpenAI, and may be more elsewhere.
 */
export const upperBoundTokens = (request: PromptRequest, model = ''): number =>
  promptInputs(request).reduce((sum, input) => sum + boundOf(input, factorOf(model)), 0)
