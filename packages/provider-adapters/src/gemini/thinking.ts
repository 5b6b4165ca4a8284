import { type Effort, type ReasoningAsked, thinkingBudget } from '../kit/reasoning.ts'
import { unsupported } from '../kit/unsupported.ts'
import type { Thinking, ThinkingLevel } from './model-traits.ts'

/** `generationConfig.thinkingConfig`. */
export interface ThinkingConfig {
  readonly includeThoughts: boolean
  /** Tokens; -1: as many as the model finds right. */
  readonly thinkingBudget?: number
  readonly thinkingLevel?: ThinkingLevel
}

/** How much to think (Gemini API, "Gemini thinking"). Where none at all cannot be had, the least there is. */
export function thinkingConfig(
  asked: ReasoningAsked | undefined,
  thinking: Thinking,
  provider: string,
): ThinkingConfig | undefined {
  if (!asked) return undefined
  const off = asked.mode === 'off' || asked.budgetTokens === 0
  if (thinking.by === 'none') {
    if (off) return undefined
    throw unsupported(provider, 'reasoning_effort', 'reasoning with this model')
  }
  if (thinking.by === 'budget') {
    if (off) return { includeThoughts: false, thinkingBudget: thinking.lowest }
    return { includeThoughts: true, thinkingBudget: budgetOf(asked, thinking.smallest) }
  }
  if (off) return { includeThoughts: false, ...levelled(thinking.levels[0]) }
  if (asked.budgetTokens !== undefined) return { includeThoughts: true, thinkingBudget: asked.budgetTokens }
  return { includeThoughts: true, ...levelled(asked.effort && levelFor(asked.effort, thinking.levels)) }
}

const dynamic = -1

const budgetOf = (asked: ReasoningAsked, smallest: number): number =>
  asked.mode === 'adaptive' && !asked.effort ? dynamic : Math.max(smallest, thinkingBudget(asked))

const levelled = (thinkingLevel: ThinkingLevel | undefined) => (thinkingLevel ? { thinkingLevel } : {})

const order: readonly Effort[] = ['minimal', 'low', 'medium', 'high', 'xhigh', 'max']

/** The first level that is not less than what was asked, or the highest. */
const levelFor = (effort: Effort, levels: readonly ThinkingLevel[]): ThinkingLevel | undefined =>
  levels.find((level) => order.indexOf(level) >= order.indexOf(effort)) ?? levels.at(-1)
