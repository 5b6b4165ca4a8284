import { choicesAsked, type Deployment, type OperationName } from '@turnout/core'
import { estimateTokens } from '@turnout/model-info'
import type { Ask } from './ask.ts'
import type { Member } from './member.ts'

type TokenTaker = Pick<Member, 'deployment' | 'answerSizes'>

/** An answer of which nothing is known. */
const unknownAnswer = 500

/** Tokens of a request's prompt, about. */
export function inputTokensOf(ask: Ask<OperationName>): number {
  ask.inputTokens ??= estimateTokens(ask.request)
  return ask.inputTokens
}

/**
 * The same with its answer: what the caller, or the deployment, allows at most, and not more than this deployment's
 * answers usually have; for each of the choices that are asked for.
 */
export function attemptTokensOf(ask: Ask<OperationName>, { deployment, answerSizes }: TokenTaker): number {
  const { operation } = ask
  if (operation === 'embedding' || operation === 'rerank') return inputTokensOf(ask)
  const { expected } = answerSizes
  const allowed = paramOf(ask, deployment, 'max_completion_tokens') ?? paramOf(ask, deployment, 'max_tokens')
  const bound = typeof allowed === 'number' && allowed >= 0 ? allowed : undefined
  const each = Math.min(bound ?? expected ?? unknownAnswer, expected ?? Infinity)
  return inputTokensOf(ask) + Math.ceil(each * choicesAsked(ask.request, deployment.defaults))
}

/** The caller's, else the deployment's own. */
const paramOf = ({ request }: Ask<OperationName>, { defaults }: Deployment, name: string): unknown =>
  request[name] === undefined ? defaults[name] : request[name]
