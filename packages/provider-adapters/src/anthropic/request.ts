import { type ChatRequest, isJsonObject, type JsonObject, type ProviderCall } from '@turnout/core'
import { samplingOf } from '../kit/asked.ts'
import { conversationOf, type TextPart } from '../kit/conversation/index.ts'
import { ownParams } from '../kit/own-params.ts'
import { isForced } from '../kit/tool-choice.ts'
import { toolsOf } from '../kit/tools.ts'
import { unsupported } from '../kit/unsupported.ts'
import { writeJson } from '../kit/write-json.ts'
import { origin } from './answer.ts'
import { acceptedByClaude } from './capabilities.ts'
import { claudeModel } from './models.ts'
import { resumable } from './resumable.ts'
import { samplingBody } from './sampling.ts'
import { claudeOutput } from './structured-output.ts'
import { thinkingOf, thinks } from './thinking.ts'
import { toolsBody } from './tools.ts'
import { messagesOf } from './turns.ts'

/**
 * OpenAI chat → Anthropic Messages (Anthropic API reference, "Create a Message"). `head`: what comes first, and says which
 * model it is for; hosts that have the model in the path say something else there. Throws a bad-request that names what
 * cannot be expressed.
 */
export function chatBody(call: ProviderCall<'chat'>, head: JsonObject = { model: call.deployment.model }): string {
  const { asked, asItIs } = acceptedByClaude(call)
  const { deployment } = call
  const { provider } = deployment
  const model = claudeModel(deployment)
  const { system, turns } = conversationOf(asked.messages, origin)
  const sampling = samplingOf(asked)
  const structured = claudeOutput(asked, deployment)
  const forced = isForced(toolsOf(asked).choice) || structured?.way === 'tool'
  const config = resumable(thinkingOf(asked, { model, provider, maxTokens: sampling.maxTokens, forced }), turns)
  const { thinking, effort } = config
  const doesThink = thinks(config, model)
  const format = structured?.way === 'native' ? { type: 'json_schema', schema: structured.schema } : undefined
  return writeJson({
    ...head,
    max_tokens: sampling.maxTokens ?? defaultMaxTokens(model.maxTokens, thinking),
    messages: messagesOf(turns, provider),
    system: systemOf(system),
    ...samplingBody(sampling, model, doesThink, provider),
    stop_sequences: stopsOf(sampling.stop),
    thinking,
    output_config: outputConfig(asked, { effort, format }),
    ...toolsBody(asked, { model, provider, turns, structured, thinks: doesThink }),
    metadata: userOf(asked),
    service_tier: serviceTierOf(asked, provider),
    stream: call.stream || undefined,
    ...ownParams(asked, written),
    ...asItIs,
  })
}

const written: ReadonlySet<string> = new Set(['output_config'])

/** What the caller says in Anthropic's own words stays. */
function outputConfig({ output_config: own }: ChatRequest, said: { effort: unknown; format: unknown }) {
  if (!isJsonObject(own)) return said.effort || said.format ? said : undefined
  return { ...own, effort: said.effort ?? own['effort'], format: said.format ?? own['format'] }
}

/** Sequences of white space alone are refused, so they are left out. */
function stopsOf(stop: readonly string[] = []): readonly string[] | undefined {
  const visible = stop.filter((text) => text.trim() !== '')
  return visible.length > 0 ? visible : undefined
}

/** One text as it is; more, or one that is cached, as blocks. */
function systemOf(parts: readonly TextPart[]) {
  const blocks = parts
    .filter(({ text }) => text.trim() !== '')
    .map(({ text, cacheControl }) => ({ type: 'text', text, cache_control: cacheControl }))
  if (blocks.length === 0) return undefined
  const [only] = blocks
  return blocks.length === 1 && !only?.cache_control ? only?.text : blocks
}

/** Anthropic requires a limit: all that the model gives, and never less than it is to think with. */
function defaultMaxTokens(most: number, thinking: JsonObject | undefined): number {
  const budget = thinking?.['budget_tokens']
  return typeof budget === 'number' && budget >= most ? budget + most : most
}

/** Names of people and their addresses are not for Anthropic ("Create a Message", `metadata.user_id`). */
function userOf({ user, safety_identifier: id, metadata }: ChatRequest) {
  const name = metadata?.['user_id'] ?? id ?? user
  if (typeof name !== 'string' || /@|^\+?[\d\s().-]{7,}$/.test(name)) return undefined
  return { user_id: name }
}

const tiers: Readonly<Record<string, string>> = {
  auto: 'auto',
  default: 'standard_only',
  standard_only: 'standard_only',
}

function serviceTierOf({ service_tier: tier }: ChatRequest, provider: string): string | undefined {
  if (tier == null) return undefined
  const known = tiers[String(tier)]
  if (!known) throw unsupported(provider, 'service_tier', `the service_tier ${String(tier)}`)
  return known
}
