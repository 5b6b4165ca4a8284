import type { ChatRequest, JsonObject } from '@turnout/core'
import { type Effort, effortOf, type ReasoningAsked, reasoningOf, thinkingBudget } from '../kit/reasoning.ts'
import { unsupported } from '../kit/unsupported.ts'
import type { ClaudeModel } from './models.ts'

/** What a request says of thinking: members of its body. */
export interface Thinking {
  readonly thinking?: JsonObject
  readonly effort?: Effort
}

/** What the thinking depends on, besides the request. */
export interface ThinkingContext {
  readonly model: ClaudeModel
  readonly provider: string
  /** As the caller limits the answer, of which thinking is a part. */
  readonly maxTokens: number | undefined
  /** Whether a tool must be called, before which there can be no thinking. */
  readonly forced: boolean
}

/** Fewer tokens than this Claude does not think with. */
const leastBudget = 1024

/** `reasoning_effort` and `thinking` in the words of the model ("Thinking", "Effort"). */
export function thinkingOf(asked: ChatRequest, { model, provider, maxTokens, forced }: ThinkingContext): Thinking {
  const reasoning = reasoningOf(asked)
  if (!reasoning) return forced && model.thinking === 'default' ? { thinking: { type: 'disabled' } } : {}
  if (reasoning.mode === 'off') return off(model)
  if (model.thinking === 'none')
    throw unsupported(provider, paramOf(asked) ?? 'reasoning_effort', 'reasoning with this model')
  const byBudget = model.thinking === 'budget' || (model.thinking === 'either' && reasoning.budgetTokens !== undefined)
  return byBudget ? budgeted(reasoning, maxTokens, provider) : adaptive(reasoning, model)
}

/** Whether the model thinks, with what it is told. */
export function thinks({ thinking }: Thinking, model: ClaudeModel): boolean {
  if (thinking) return thinking['type'] !== 'disabled'
  return model.thinking === 'default' || model.thinking === 'always'
}

/** The parameter that asks for thinking, if any does. */
export const paramOf = (asked: ChatRequest): string | undefined =>
  ['thinking', 'reasoning_effort'].find((param) => asked[param] != null)

/** Who cannot be told not to think is told to think little; who thinks only when told (4.7, 4.8) is told nothing. */
function off({ thinking }: ClaudeModel): Thinking {
  if (thinking === 'always') return { effort: 'low' }
  return thinking === 'none' || thinking === 'adaptive' ? {} : { thinking: { type: 'disabled' } }
}

/** A budget that the caller states is the caller's; one that comes from an effort fits into the answer. */
function budgeted(reasoning: ReasoningAsked, maxTokens: number | undefined, provider: string): Thinking {
  const { budgetTokens } = reasoning
  if (budgetTokens !== undefined) return { thinking: { type: 'enabled', budget_tokens: budgetTokens } }
  if (maxTokens !== undefined && maxTokens <= leastBudget)
    throw unsupported(provider, 'reasoning_effort', `reasoning within ${maxTokens} tokens`)
  const budget = Math.max(leastBudget, thinkingBudget(reasoning))
  const fitting = maxTokens === undefined ? budget : Math.min(budget, maxTokens - 1)
  return { thinking: { type: 'enabled', budget_tokens: fitting } }
}

/** Newer models leave their thoughts out unless they are asked for. */
function adaptive(reasoning: ReasoningAsked, { efforts }: ClaudeModel): Thinking {
  const effort = effortOf(reasoning)
  return {
    thinking: { type: 'adaptive', display: 'summarized' },
    ...(effort ? { effort: nearest(effort, efforts) } : {}),
  }
}

const ranked: readonly Effort[] = ['minimal', 'low', 'medium', 'high', 'xhigh', 'max']

/** The effort itself where the model knows it, else the next below, else its least. */
function nearest(effort: Effort, known: readonly Effort[]): Effort {
  const highest = known.filter((one) => ranked.indexOf(one) <= ranked.indexOf(effort)).at(-1)
  return highest ?? known[0] ?? 'low'
}
