import type { JsonObject, ProviderCall, WholeBatch } from '@turnout/core'
import * as z from 'zod'
import { completion, type SaidPart } from '../kit/completion.ts'
import { errorInside } from '../kit/open-exchange.ts'
import { toolAnswer } from '../kit/tool-answer.ts'
import { readJson } from '../kit/unreadable.ts'
import { answerFields } from './answer-fields.ts'
import { type Block, blockSchema, foreignBlock, isForeign } from './blocks.ts'
import { acceptedByClaude } from './capabilities.ts'
import { annotationsOf, type Citation, placedCitations } from './citations.ts'
import { finishReason, stopFields, stopSchema } from './stop.ts'
import { claudeOutput } from './structured-output.ts'
import { openaiUsage, usageSchema } from './usage.ts'

/** Whose signatures these are: Claude's, wherever it runs. */
export const origin = 'anthropic'

const messageSchema = z.object({
  id: z.string(),
  model: z.string(),
  content: z.array(blockSchema),
  usage: usageSchema,
  ...stopSchema.shape,
})

/** Anthropic message → OpenAI chat completion (Anthropic API reference, "Create a Message"). */
export function wholeAnswer(body: Uint8Array, call: ProviderCall<'chat'>): WholeBatch<'chat'> {
  const text = new TextDecoder().decode(body)
  const failure = errorInside(call, text)
  if (failure) throw failure
  const message = readJson(messageSchema, text, 'something that is not a message')
  const { id, model, content, usage } = message
  const structured = claudeOutput(acceptedByClaude(call).asked, call.deployment)
  const refusal = message.stop_reason === 'refusal' ? message.stop_details?.explanation : undefined
  const parts = [
    ...toolAnswer(content.flatMap(partOf), structured),
    ...(refusal ? [{ kind: 'refusal', text: refusal } as const] : []),
  ]
  const citations = citationsIn(content)
  const blocks = content.filter(isForeign).map(foreignBlock)
  const fields = answerFields({ blocks, citations, structured, stop: stopFields(message) })
  const annotations = annotationsOf(citations)
  const extra: JsonObject = {
    ...(annotations.length > 0 ? { annotations } : {}),
    ...(fields ? { provider_specific_fields: fields } : {}),
  }
  const finish = finishReason(message.stop_reason)
  const ends = structured?.way === 'tool' && finish === 'tool_calls' ? 'stop' : finish
  return completion(call, origin, { id, model, choices: [{ parts, finish: ends, extra }], usage: openaiUsage(usage) })
}

function partOf({ type, text, thinking, signature, data, id, name, input }: Block): readonly SaidPart[] {
  if (type === 'text') return [{ kind: 'text', text: text ?? '' }]
  if (type === 'thinking') return [{ kind: 'reasoning', text: thinking ?? '', signature: signature ?? undefined }]
  if (type === 'redacted_thinking') return [{ kind: 'reasoning', text: '', redacted: data }]
  return type === 'tool_use' && name ? [{ kind: 'call', id, name, input }] : []
}

function citationsIn(content: readonly Block[]): readonly Citation[] {
  let end = 0
  return content.flatMap(({ type, text, citations }) => {
    const start = end
    if (type === 'text') end += text?.length ?? 0
    return placedCitations(citations ?? [], start, end)
  })
}
