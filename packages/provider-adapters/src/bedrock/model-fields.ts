import { type ChatRequest, isJsonObject, type JsonObject } from '@turnout/core'
import { ownParams } from '../kit/own-params.ts'
import type { ToolsAsked } from '../kit/tools.ts'
import { unsupported } from '../kit/unsupported.ts'
import { converseMember, converseNames } from './converse-member.ts'
import type { ModelTraits } from './model-traits.ts'

/** What the rest of the request says. */
export interface FieldsContext {
  readonly traits: ModelTraits
  readonly topK: number | undefined
  readonly tools: ToolsAsked
  /** Of reasoning, in the model's words. */
  readonly thinking: object
  /** Parameters that the caller insists on, though Converse has no words for them. */
  readonly insisted: object
}

/** What is written elsewhere. */
const written: ReadonlySet<string> = new Set([
  ...converseNames(['additionalModelRequestFields', 'additionalModelResponseFieldPaths', 'performanceConfig']),
  ...converseNames(['guardrailConfig', 'serviceTier', 'requestMetadata']),
  'anthropic_beta',
])

/** `additionalModelRequestFields`: what the model understands and Converse does not. The caller's own win. */
export function modelFields(asked: ChatRequest, { traits, topK, tools, thinking, insisted }: FieldsContext): object {
  const own = converseMember(asked, 'additionalModelRequestFields')
  const betas = asked['anthropic_beta']
  return {
    ...ownParams(asked, written),
    ...thinking,
    ...topKField(topK, traits),
    ...oneCall(tools, traits),
    ...(betas ? { anthropic_beta: [betas].flat() } : {}),
    ...insisted,
    ...(isJsonObject(own) ? own : {}),
  }
}

function topKField(topK: number | undefined, { family }: ModelTraits): JsonObject {
  if (topK === undefined) return {}
  return family === 'nova' ? { inferenceConfig: { topK } } : { top_k: topK }
}

/** Claude's own `tool_choice`, which says more than Converse's; it must say the same again. */
function oneCall({ parallel, functions, choice }: ToolsAsked, { oneCallAtATime }: ModelTraits): JsonObject {
  if (parallel !== false || functions.length === 0 || choice === 'none') return {}
  if (!oneCallAtATime) throw unsupported('bedrock', 'parallel_tool_calls', 'one tool call at a time from this model')
  const type = choice === 'required' ? 'any' : typeof choice === 'object' ? 'tool' : 'auto'
  const named = typeof choice === 'object' ? { name: choice.name } : {}
  return { tool_choice: { type, ...named, disable_parallel_tool_use: true } }
}
