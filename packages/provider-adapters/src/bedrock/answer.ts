import type { FinishReason, ProviderCall, WholeBatch } from '@turnout/core'
import * as z from 'zod'
import { askedOf } from '../kit/asked.ts'
import { completion, type SaidPart } from '../kit/completion.ts'
import { jsonObject } from '../kit/json-object.ts'
import { readJson, unreadable } from '../kit/unreadable.ts'
import { modelTraits } from './model-traits.ts'
import { redactedText } from './reasoning-blocks.ts'
import { answersByTool, answerTool, structuredOutputOf } from './structured-output.ts'
import { openaiUsage, usageSchema } from './usage.ts'

const texts = z.array(z.object({ text: z.string().nullish() }))

const blockSchema = z.object({
  text: z.string().optional(),
  toolUse: z
    .object({
      toolUseId: z.string(),
      name: z.string(),
      input: jsonObject.nullish(),
      type: z.string().nullish(),
    })
    .optional(),
  reasoningContent: z
    .object({
      reasoningText: z.object({ text: z.string(), signature: z.string().nullish() }).optional(),
      redactedContent: z.string().optional(),
    })
    .optional(),
  citationsContent: z.object({ content: texts.nullish() }).optional(),
})

const converseSchema = z.object({
  output: z.object({ message: z.object({ content: z.array(blockSchema) }) }),
  stopReason: z.string(),
  usage: usageSchema,
})

type Block = z.output<typeof blockSchema>

/** `StopReason`; that of tool calls is told by the calls that are there. */
const finishReasons: Readonly<Record<string, FinishReason>> = {
  max_tokens: 'length',
  model_context_window_exceeded: 'length',
  guardrail_intervened: 'content_filter',
  content_filtered: 'content_filter',
}

/** Throws where the model's output was none: another try may be better. */
export function finishReason(stopReason: string): FinishReason {
  if (stopReason.startsWith('malformed_')) throw unreadable(`${stopReason.replaceAll('_', ' ')} of the model`)
  return finishReasons[stopReason] ?? 'stop'
}

/** How an answer is read, which depends on what was asked. */
export interface Reading {
  readonly origin: string
  /** Whether the call of a tool holds the answer. */
  readonly byTool: boolean
  /** What the message says of how it was held to a schema; empty where it was not. */
  readonly fields: { readonly provider_specific_fields?: { readonly structured_output: string } }
}

export function readingOf(call: ProviderCall<'chat'>): Reading {
  const traits = modelTraits(call.deployment)
  const asked = askedOf(call)
  const output = structuredOutputOf(asked, traits)
  const byTool = answersByTool(asked, output)
  const held = output && (byTool || output.how === 'native')
  const fields = held ? { provider_specific_fields: { structured_output: output.how } } : {}
  return { origin: traits.origin, byTool, fields }
}

/**
 * Converse's answer → OpenAI chat completion (Bedrock API reference, "Converse", "Response Elements"). The trace of a
 * guardrail stays here: it holds what the guardrail took out.
 */
export function wholeAnswer(body: Uint8Array, call: ProviderCall<'chat'>): WholeBatch<'chat'> {
  const { output, stopReason, usage } = readJson(converseSchema, body, 'something that is no answer of Converse')
  const reading = readingOf(call)
  const blocks = output.message.content
  const parts = withoutPreamble(blocks, reading.byTool).flatMap((block) => partOf(block, reading))
  const choices = [{ parts, finish: finishReason(stopReason), extra: reading.fields }]
  return completion(call, reading.origin, { choices, usage: openaiUsage(usage) })
}

/** What stands before an answer that is a tool call would spoil its JSON. */
const withoutPreamble = (blocks: readonly Block[], byTool: boolean): readonly Block[] =>
  byTool && blocks.some(({ toolUse }) => toolUse?.name === answerTool)
    ? blocks.filter(({ text }) => text === undefined)
    : blocks

function partOf({ text, toolUse, reasoningContent, citationsContent }: Block, reading: Reading): readonly SaidPart[] {
  if (text !== undefined) return [{ kind: 'text', text }]
  if (citationsContent) return (citationsContent.content ?? []).map(({ text }) => ({ kind: 'text', text: text ?? '' }))
  if (toolUse) return toolPart(toolUse, reading)
  const { reasoningText, redactedContent } = reasoningContent ?? {}
  if (redactedContent)
    return [{ kind: 'reasoning', text: '', redacted: redactedText([redactedContent], reading.origin) }]
  return reasoningText ? [{ kind: 'reasoning', ...reasoningText, signature: reasoningText.signature ?? undefined }] : []
}

/** Tools that Bedrock itself has run are not the caller's. */
function toolPart(toolUse: NonNullable<Block['toolUse']>, { byTool }: Reading): readonly SaidPart[] {
  const { toolUseId: id, name, input, type } = toolUse
  if (type === 'server_tool_use') return []
  if (byTool && name === answerTool) return [{ kind: 'text', text: JSON.stringify(input ?? {}) }]
  return [{ kind: 'call', id, name, input }]
}
