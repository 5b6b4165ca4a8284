import { type CountText, type EncodingName, encodingOf, importEncoding } from './encodings.ts'
import { estimateOf } from './estimate.ts'
import { type CountPrompt, promptCounter, type TokenCount } from './prompt-counter.ts'
import { type PromptRequest, promptInputs } from './prompt-inputs.ts'
import type { PromptInput } from './prompt-piece.ts'
import { factorOf } from './token-factor.ts'
import { boundOf } from './upper-bound.ts'

export type { TokenCount }

/** Larger requests are estimated, in bytes of text: a tokenizer takes about a second for this much. */
const mostBytes = 1_048_576

/** Counts prompts. Everything but `load` and `prepare` is synchronous; without the model's vocabulary it is estimated. */
export interface TokenCounter {
  /** Loads the vocabulary that this model is counted with, once. */
  load(model: string): Promise<void>
  /** Loads what `fitsWindow` would need for this; undefined, as nearly always: nothing to wait for. */
  prepare(request: PromptRequest, model: string, maxInputTokens: number): Promise<void> | undefined
  /** Of all prompts of the request together. */
  inputTokens(request: PromptRequest, model: string): TokenCount
  /** Whether each of its prompts is within so many tokens. Counts only what bytes alone do not settle, and no further than needed. */
  fitsWindow(request: PromptRequest, model: string, maxInputTokens: number): boolean
}

export interface TokenCounterOptions {
  /** Where vocabularies come from, instead of gpt-tokenizer. */
  readonly importEncoding?: (name: EncodingName) => Promise<CountText>
}

const isSmall = (inputs: readonly PromptInput[]): boolean =>
  inputs.reduce((sum, { bytes }) => sum + bytes, 0) <= mostBytes

const fitsByBound = (inputs: readonly PromptInput[], model: string, most: number): boolean =>
  inputs.every((input) => boundOf(input, factorOf(model)) <= most)

/** A counter with a memory of its own; one a router. */
export const tokenCounter = ({ importEncoding: from = importEncoding }: TokenCounterOptions = {}): TokenCounter => {
  const loading = new Map<EncodingName, Promise<void>>()
  const loaded = new Map<EncodingName, CountPrompt>()

  const load = (model: string): Promise<void> => {
    const { name } = encodingOf(model)
    const started = loading.get(name) ?? from(name).then((count) => void loaded.set(name, promptCounter(count)))
    loading.set(name, started)
    return started
  }

  return {
    load,

    prepare(request, model, maxInputTokens) {
      const inputs = promptInputs(request)
      const settled = loaded.has(encodingOf(model).name) || fitsByBound(inputs, model, maxInputTokens)
      return settled || !isSmall(inputs) ? undefined : load(model)
    },

    inputTokens(request, model) {
      const inputs = promptInputs(request)
      const { name, own } = encodingOf(model)
      const factor = factorOf(model)
      const count = isSmall(inputs) ? loaded.get(name) : undefined
      if (!count) return { tokens: inputs.reduce((sum, input) => sum + estimateOf(input, factor), 0), exact: false }
      const counts = inputs.map((input) => count(input))
      return {
        tokens: counts.reduce((sum, { tokens }) => sum + Math.ceil(tokens * factor), 0),
        exact: own && counts.every(({ exact }) => exact),
      }
    },

    fitsWindow(request, model, maxInputTokens) {
      const inputs = promptInputs(request)
      if (fitsByBound(inputs, model, maxInputTokens)) return true
      const factor = factorOf(model)
      const count = isSmall(inputs) ? loaded.get(encodingOf(model).name) : undefined
      return inputs.every((input) =>
        count
          ? Math.ceil(count(input, maxInputTokens / factor).tokens * factor) <= maxInputTokens
          : estimateOf(input, factor) <= maxInputTokens,
      )
    },
  }
}
