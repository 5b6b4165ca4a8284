import type { ChatRequest } from '@turnout/core'
import { samplingOf } from '../kit/asked.ts'

/** Options that only Ollama has, which pass on as they are (Ollama, "Modelfile reference"; the last are LiteLLM's). */
export const ownOptions = [
  ...['num_ctx', 'num_batch', 'num_gpu', 'main_gpu', 'num_thread', 'num_keep', 'use_mmap', 'use_mlock', 'numa'],
  ...['min_p', 'typical_p', 'repeat_last_n', 'repeat_penalty', 'penalize_newline'],
  ...['mirostat', 'mirostat_tau', 'mirostat_eta', 'tfs_z'],
]

/** How an answer is made: OpenAI's parameters in Ollama's words; JSON leaves out what is undefined. */
export function optionsOf(asked: ChatRequest): Record<string, unknown> {
  const { maxTokens, temperature, topP, topK, stop, seed, presencePenalty, frequencyPenalty } = samplingOf(asked)
  return {
    ...Object.fromEntries(ownOptions.map((name) => [name, asked[name] ?? undefined])),
    num_predict: maxTokens,
    temperature,
    top_p: topP,
    top_k: topK,
    stop,
    seed,
    presence_penalty: presencePenalty,
    frequency_penalty: frequencyPenalty,
  }
}
