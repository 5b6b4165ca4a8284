import type { ChatRequest } from '@turnout/core'
import * as z from 'zod'
import { parseParam } from './parse-param.ts'

const efforts = ['minimal', 'low', 'medium', 'high', 'xhigh', 'max'] as const
export type Effort = (typeof efforts)[number]

/** What a request says of reasoning, where it says anything. */
export interface ReasoningAsked {
  /** `off`: none; `adaptive`: as much as the model finds right; `on`: by effort or budget. */
  readonly mode: 'off' | 'on' | 'adaptive'
  readonly effort: Effort | undefined
  /** Tokens, as the caller stated them. */
  readonly budgetTokens: number | undefined
}

const effortSchema = z
  .preprocess(
    (effort) => (typeof effort === 'object' && effort !== null && 'effort' in effort ? effort.effort : effort),
    z.enum(['none', ...efforts]).nullish(),
  )
  .optional()

const thinkingSchema = z
  .discriminatedUnion('type', [
    z.object({ type: z.literal('enabled'), budget_tokens: z.number().int().nonnegative().nullish() }),
    z.object({ type: z.literal('adaptive') }),
    z.object({ type: z.literal('disabled') }),
  ])
  .nullish()

/** OpenAI's `reasoning_effort`, and Anthropic's `thinking` as LiteLLM takes it, which wins. Undefined: nothing asked. */
export function reasoningOf(asked: ChatRequest): ReasoningAsked | undefined {
  const said = parseParam(effortSchema, asked['reasoning_effort'], 'reasoning_effort') ?? undefined
  const thinking = parseParam(thinkingSchema, asked['thinking'], 'thinking')
  const effort = said === 'none' ? undefined : said
  if (thinking?.type === 'disabled') return { mode: 'off', effort: undefined, budgetTokens: undefined }
  if (thinking?.type === 'adaptive') return { mode: 'adaptive', effort, budgetTokens: undefined }
  if (thinking) return { mode: 'on', effort, budgetTokens: thinking.budget_tokens ?? undefined }
  return said && { mode: said === 'none' ? 'off' : 'on', effort, budgetTokens: undefined }
}

/** Tokens for an effort: LiteLLM's figures, doubled on where it has none. */
const budgets: Readonly<Record<Effort, number>> = {
  minimal: 128,
  low: 1024,
  medium: 2048,
  high: 4096,
  xhigh: 8192,
  max: 16_384,
}

/** The tokens to think with, for a provider that counts them: as stated, or by effort; `medium` where neither is said. */
export const thinkingBudget = ({ budgetTokens, effort = 'medium' }: ReasoningAsked): number =>
  budgetTokens ?? budgets[effort]

/** The effort that is asked; for a budget, LiteLLM's bands. Undefined where neither is said. */
export function effortOf({ effort, budgetTokens }: ReasoningAsked): Effort | undefined {
  if (effort !== undefined || budgetTokens === undefined) return effort
  if (budgetTokens >= 10_000) return 'high'
  return budgetTokens >= 5000 ? 'medium' : 'low'
}
