import type { ChatRequest } from '@turnout/core'
import type { ClaudeModel } from '../anthropic/models.ts'
import { resumable } from '../anthropic/resumable.ts'
import { thinkingOf as claudeThinking, paramOf, thinks } from '../anthropic/thinking.ts'
import type { Turn } from '../kit/conversation/index.ts'
import { type Effort, effortOf, type ReasoningAsked, reasoningOf } from '../kit/reasoning.ts'
import { unsupported } from '../kit/unsupported.ts'
import type { ModelTraits } from './model-traits.ts'

/** What is said of reasoning: in the model's own words, and in Converse's. */
export interface ThinkingSaid {
  readonly fields: object
  readonly effort?: Effort | undefined
  /** Whether Claude thinks, which changes what else it can be asked. */
  readonly thinks: boolean
}

/** What the thinking depends on, besides the request and the model. */
export interface ThinkingContext {
  readonly turns: readonly Turn[]
  readonly maxTokens: number | undefined
  /** Whether a tool must be called. */
  readonly forced: boolean
}

/** Reasoning as a model wants to hear of it. */
export function thinkingOf(asked: ChatRequest, traits: ModelTraits, context: ThinkingContext): ThinkingSaid {
  const reasoning = reasoningOf(asked)
  const model = traits.claude ?? guess(traits, reasoning)
  if (model) return ofClaude(asked, model, context)
  return { fields: reasoning && reasoning.mode !== 'off' ? ofOthers(asked, reasoning, traits) : {}, thinks: false }
}

/** Who names a budget, or wants it adaptive, speaks to Claude, of which nothing more is known here. */
const guess = ({ family }: ModelTraits, reasoning: ReasoningAsked | undefined): ClaudeModel | undefined => {
  const isClaudes = reasoning?.mode === 'adaptive' || reasoning?.budgetTokens !== undefined
  return family === 'unknown' && isClaudes ? unnamed : undefined
}

const unnamed: ClaudeModel = {
  ...{ thinking: 'either', efforts: ['low', 'medium', 'high'], sampling: 'both', structured: false, maxTokens: 4096 },
}

function ofClaude(asked: ChatRequest, model: ClaudeModel, { turns, ...rest }: ThinkingContext): ThinkingSaid {
  const config = resumable(claudeThinking(asked, { model, provider: 'bedrock', ...rest }), turns)
  const { thinking, effort } = config
  return { fields: thinking ? { thinking } : {}, effort, thinks: thinks(config, model) }
}

/** Nothing where the caller wants none, because none is what they do unasked. */
function ofOthers(asked: ChatRequest, reasoning: ReasoningAsked, { thinking }: ModelTraits): object {
  const effort = lowToHigh(effortOf(reasoning))
  if (thinking === 'gpt-oss') return { reasoning_effort: effort }
  if (thinking === 'nova') return { reasoningConfig: { type: 'enabled', maxReasoningEffort: effort } }
  throw unsupported('bedrock', paramOf(asked) ?? 'reasoning_effort', 'reasoning with this model')
}

/** The three that those models know. */
function lowToHigh(effort: Effort = 'medium'): 'low' | 'medium' | 'high' {
  if (effort === 'medium') return effort
  return effort === 'minimal' || effort === 'low' ? 'low' : 'high'
}
