import type { FinishReason, ProviderCall, WholeBatch } from '@turnout/core'
import * as z from 'zod'
import { completion, type SaidPart } from '../kit/completion.ts'
import { jsonObject } from '../kit/json-object.ts'
import type { StructuredOutput } from '../kit/structured-output.ts'
import { toolAnswer } from '../kit/tool-answer.ts'
import { readJson, unreadable } from '../kit/unreadable.ts'
import { acceptedByBedrock } from './capabilities.ts'
import { modelTraits } from './model-traits.ts'
import { redactedText } from './reasoning-blocks.ts'
import { converseOutput } from './structured-output.ts'
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
  readonly output: StructuredOutput | undefined
  /** What the message says of how it was held to a format; empty where it was not. */
  readonly fields: { readonly provider_specific_fields?: { readonly structured_output: string } }
}

export function readingOf(call: ProviderCall<'chat'>): Reading {
  const traits = modelTraits(call.deployment)
  const output = converseOutput(acceptedByBedrock(call).asked, traits)
  const fields = output ? { provider_specific_fields: { structured_output: output.way } } : {}
  return { origin: traits.origin, output, fields }
}

/**
 * Converse's answer → OpenAI chat completion (Bedrock API reference, "Converse", "Response Elements"). The trace of a
 * guardrail stays here: it holds what the guardrail took out.
 */
export function wholeAnswer(body: Uint8Array, call: ProviderCall<'chat'>): WholeBatch<'chat'> {
  const { output, stopReason, usage } = readJson(converseSchema, body, 'something that is no answer of Converse')
  const reading = readingOf(call)
  const said = output.message.content.flatMap((block) => partOf(block, reading.origin))
  const parts = toolAnswer(said, reading.output)
  const choices = [{ parts, finish: finishReason(stopReason), extra: reading.fields }]
  return completion(call, reading.origin, { choices, usage: openaiUsage(usage) })
}

function partOf({ text, toolUse, reasoningContent, citationsContent }: Block, origin: string): readonly SaidPart[] {
  if (text !== undefined) return [{ kind: 'text', text }]
  if (citationsContent) return (citationsContent.content ?? []).map(({ text }) => ({ kind: 'text', text: text ?? '' }))
  if (toolUse) return toolPart(toolUse)
  const { reasoningText, redactedContent } = reasoningContent ?? {}
  if (redactedContent) return [{ kind: 'reasoning', text: '', redacted: redactedText([redactedContent], origin) }]
  return reasoningText ? [{ kind: 'reasoning', ...reasoningText, signature: reasoningText.signature ?? undefined }] : []
}

/** Tools that Bedrock itself has run are not the caller's. */
function toolPart({ toolUseId: id, name, input, type }: NonNullable<Block['toolUse']>): readonly SaidPart[] {
  return type === 'server_tool_use' ? [] : [{ kind: 'call', id, name, input }]
}
