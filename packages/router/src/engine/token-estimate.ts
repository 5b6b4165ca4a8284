import { choicesAsked, type OperationName } from '@turnout/core'
import { estimateTokens } from '@turnout/model-info'
import type { AnswerSizes } from './answer-sizes.ts'
import type { Ask } from './ask.ts'

/** An answer of which nothing is known. */
const unknownAnswer = 500

/** Tokens of a request's prompt, about. */
export const inputTokensOf = ({ request }: Ask<OperationName>): number => estimateTokens(request)

/** The same with its answer: what the caller allows at most, and not more than this deployment's answers usually have. */
export function attemptTokensOf(ask: Ask<OperationName>, { expected }: AnswerSizes): number {
  const { operation, request } = ask
  if (operation === 'embedding') return inputTokensOf(ask)
  const allowed = request['max_completion_tokens'] ?? request['max_tokens']
  const bound = typeof allowed === 'number' && allowed >= 0 ? allowed : undefined
  const each = Math.min(bound ?? expected ?? unknownAnswer, expected ?? Infinity)
  return inputTokensOf(ask) + each * choicesAsked(request)
}
