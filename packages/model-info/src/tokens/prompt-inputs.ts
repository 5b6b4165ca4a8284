import type { OperationName, RequestOf } from '@turnout/core'
import { chatPieces } from './chat-pieces.ts'
import { type PromptInput, promptInput } from './prompt-piece.ts'
import { rerankPieces } from './rerank-pieces.ts'
import { textPieces } from './text-pieces.ts'

/** Any request that has a prompt. */
export type PromptRequest = RequestOf<OperationName>

const known = new WeakMap<PromptRequest, readonly PromptInput[]>()

const takenApart = (request: Readonly<Record<string, unknown>>): readonly PromptInput[] => {
  if ('messages' in request) return [promptInput(chatPieces(request))]
  if ('documents' in request) return rerankPieces(request).map(promptInput)
  return textPieces(request['prompt'] ?? request['input']).map(promptInput)
}

/** The same, not remembered: for those who ask once. */
export const promptInputsOnce = (request: PromptRequest): readonly PromptInput[] =>
  known.get(request) ?? takenApart(request)

/** The prompts of a request, taken apart once however many deployments ask: one for a chat, perhaps many for an embedding or a ranking. */
export const promptInputs = (request: PromptRequest): readonly PromptInput[] => {
  const inputs = known.get(request) ?? takenApart(request)
  known.set(request, inputs)
  return inputs
}
