import type { ChatRequest, ProviderCall } from '@turnout/core'
import { type Conversation, conversationOf } from '../kit/conversation/index.ts'
import { ownParams } from '../kit/own-params.ts'
import { refuseLacking } from '../kit/refuse.ts'
import { type ResponseFormat, responseFormatOf } from '../kit/response-format.ts'
import { type ToolsAsked, toolsOf } from '../kit/tools.ts'
import { unsupported } from '../kit/unsupported.ts'
import { writeJson } from '../kit/write-json.ts'
import { unsupportedByGemini } from './capabilities.ts'
import { contentsOf, textPart } from './contents.ts'
import { generationConfig } from './generation-config.ts'
import type { Target } from './media.ts'
import { traitsOf } from './model-traits.ts'
import { origin, type Surface } from './surface.ts'
import { toolsBody } from './tools.ts'

/** OpenAI chat → `generateContent` (Gemini API reference, "Generating content"). */
export function chatBody(call: ProviderCall<'chat'>, surface: Surface): string {
  const { asked: request, asItIs } = refuseLacking(call, unsupportedByGemini)
  const target: Target = { surface, traits: traitsOf(call.deployment) }
  const format = responseFormatOf(request)
  const tools = usable(toolsOf(request), format, target)
  return writeJson({
    ...ownParams(request, written),
    ...said(conversationOf(request.messages, origin), target),
    ...toolsBody(tools, request, target),
    generationConfig: generationConfig(request, format, target),
    ...passedOn(request, surface),
    ...asItIs,
  })
}

/** What the system says has its own place; where there is none, or nothing else is said, the user says it. */
function said({ system, turns }: Conversation, target: Target) {
  const contents = contentsOf(turns, target)
  const parts = system.map(textPart)
  if (parts.length === 0) return { contents }
  if (contents.length > 0 && target.traits.systemInstruction) return { systemInstruction: { parts }, contents }
  const [first, ...rest] = contents
  if (first?.role !== 'user') return { contents: [{ role: 'user', parts }, ...contents] }
  return { contents: [{ role: 'user', parts: [...parts, ...first.parts] }, ...rest] }
}

/** JSON as the form of the answer excludes functions that may be called, with older models; with all, ones that must. */
function usable(tools: ToolsAsked, format: ResponseFormat, { surface, traits }: Target): ToolsAsked {
  if (format.kind === 'text' || tools.functions.length === 0) return tools
  const { choice } = tools
  const forced = choice === 'required' || typeof choice === 'object'
  if (!forced && traits.jsonWithTools) return tools
  if (choice === 'none') return { ...tools, functions: [] }
  throw unsupported(surface.name, 'response_format', 'response_format together with tools on this model')
}

const written: ReadonlySet<string> = new Set(['safety_settings', 'cached_content', 'labels'])

/** LiteLLM's names for what is Gemini's own. */
function passedOn(request: ChatRequest, surface: Surface) {
  const tiers: Readonly<Record<string, string>> = { default: 'standard', flex: 'flex', priority: 'priority' }
  return {
    safetySettings: request['safety_settings'] ?? request['safetySettings'],
    cachedContent: request['cached_content'] ?? request['cachedContent'],
    serviceTier: surface.serviceTiers ? tiers[String(request['service_tier'])] : undefined,
    labels: surface.labels ? request['labels'] : undefined,
  }
}
