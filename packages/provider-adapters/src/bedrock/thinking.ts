import { type ChatRequest, isJsonObject, type JsonObject } from '@turnout/core'
import { answersUnthoughtCalls, type Turn } from '../kit/conversation/index.ts'
import { type Effort, type ReasoningAsked, reasoningOf, thinkingBudget } from '../kit/reasoning.ts'
import { unsupported } from '../kit/unsupported.ts'
import type { ModelTraits } from './model-traits.ts'

/** What is said of reasoning: in the model's own words, and in Converse's. */
export interface ThinkingSaid {
  readonly fields: JsonObject
  readonly effort?: Effort
}

/** No budget of Claude's may be smaller ("Extended thinking"). */
const leastBudget = 1024

/** Reasoning as a model wants to hear of it; nothing where the caller wants none, because none is what they do unasked. */
export function thinkingOf(asked: ChatRequest, traits: ModelTraits, maxTokens: number | undefined): ThinkingSaid {
  const reasoning = reasoningOf(asked)
  if (!reasoning || reasoning.mode === 'off') return { fields: {} }
  const { thinking = guess(traits, reasoning) } = traits
  if (thinking === 'gpt-oss') return { fields: { reasoning_effort: lowToHigh(reasoning) } }
  if (thinking === 'nova')
    return { fields: { reasoningConfig: { type: 'enabled', maxReasoningEffort: lowToHigh(reasoning) } } }
  if (reasoning.mode === 'adaptive' || (thinking === 'adaptive' && reasoning.budgetTokens === undefined))
    return adaptive(reasoning, thinking)
  if (thinking === undefined) throw unsupported('bedrock', paramOf(asked), 'reasoning with this model')
  return { fields: { thinking: { type: 'enabled', budget_tokens: budgetOf(reasoning, maxTokens) } } }
}

/** Claude that thinks by budget answers a turn without thinking, where it did not think before its tools were called. */
export function resumable(said: ThinkingSaid, turns: readonly Turn[]): ThinkingSaid {
  const { thinking } = said.fields
  const byBudget = isJsonObject(thinking) && thinking['type'] === 'enabled'
  return byBudget && answersUnthoughtCalls(turns) ? { ...said, fields: {} } : said
}

/** Who names a budget, or wants it adaptive, speaks to Claude. */
const guess = ({ family }: ModelTraits, { mode, budgetTokens }: ReasoningAsked) => {
  if (family !== 'unknown') return undefined
  return mode === 'adaptive' ? 'adaptive' : budgetTokens === undefined ? undefined : 'budget'
}

const paramOf = (asked: ChatRequest): string => (asked['thinking'] ? 'thinking' : 'reasoning_effort')

function adaptive({ effort }: ReasoningAsked, thinking: string | undefined): ThinkingSaid {
  if (thinking !== 'adaptive') throw unsupported('bedrock', 'thinking', 'adaptive reasoning with this model')
  return {
    fields: { thinking: { type: 'adaptive' } },
    ...(effort ? { effort: effort === 'minimal' ? 'low' : effort } : {}),
  }
}

/** As the caller stated it; else by effort, within what the answer may have. */
function budgetOf(reasoning: ReasoningAsked, maxTokens = Number.POSITIVE_INFINITY): number {
  if (reasoning.budgetTokens !== undefined) return reasoning.budgetTokens
  return Math.max(leastBudget, Math.min(thinkingBudget(reasoning), maxTokens - 1))
}

/** The three that those models know. */
function lowToHigh({ effort, budgetTokens }: ReasoningAsked): 'low' | 'medium' | 'high' {
  if (effort) return effort === 'minimal' || effort === 'low' ? 'low' : effort === 'medium' ? 'medium' : 'high'
  if (budgetTokens === undefined) return 'medium'
  return budgetTokens >= 10_000 ? 'high' : budgetTokens >= 5_000 ? 'medium' : 'low'
}
