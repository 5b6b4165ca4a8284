import { isJsonObject, type JsonObject } from '@turnout/core'
import * as z from 'zod'

const json = z.record(z.string(), z.json())

const blockSchema = z.object({
  text: z.string().optional(),
  cachePoint: z.looseObject({}).optional(),
  toolUse: z.object({ toolUseId: z.string(), name: z.string(), input: json }).optional(),
  toolResult: z.object({ toolUseId: z.string(), content: z.array(z.object({ text: z.string() })) }).optional(),
})

const bodySchema = z.object({
  system: z.array(blockSchema).default([]),
  messages: z.array(z.object({ role: z.string(), content: z.array(blockSchema) })),
  toolConfig: z
    .object({
      tools: z.array(
        z.object({
          toolSpec: z.object({ name: z.string(), description: z.string(), inputSchema: z.object({ json }) }),
        }),
      ),
    })
    .optional(),
  inferenceConfig: z.object({ maxTokens: z.number().optional(), temperature: z.number().optional() }).optional(),
  outputConfig: z
    .object({
      textFormat: z.object({ structure: z.object({ jsonSchema: z.object({ schema: z.string(), name: z.string() }) }) }),
    })
    .optional(),
  guardrailConfig: json.optional(),
  additionalModelRequestFields: json.optional(),
})

type Block = z.output<typeof blockSchema>

/**
 * A recorded request to Converse in OpenAI's words, and what of it must come out again: neighbours of one role are one
 * message, what is empty is left out, and Claude's reasoning has but one name.
 */
export function openaiOf(recorded: JsonObject): { readonly request: JsonObject; readonly expected: JsonObject } {
  const { system, messages, toolConfig, inferenceConfig, outputConfig, guardrailConfig, ...rest } =
    bodySchema.parse(recorded)
  const fields = rest.additionalModelRequestFields
  const thinking = fields?.['thinking'] ?? fields?.['reasoning_config']
  const schema = outputConfig?.textFormat.structure.jsonSchema
  const { maxTokens, temperature } = inferenceConfig ?? {}
  const request = {
    messages: [{ role: 'system', content: system }, ...messages].flatMap(({ role, content }) =>
      messagesOf(role, content),
    ),
    tools: toolConfig?.tools.map(({ toolSpec: { name, description, inputSchema } }) => ({
      ...{ type: 'function', function: { name, description, parameters: inputSchema.json } },
    })),
    response_format: schema && {
      ...{ type: 'json_schema', json_schema: { name: schema.name, schema: JSON.parse(schema.schema) } },
    },
    ...{ thinking, guardrailConfig, max_tokens: maxTokens, temperature },
  }
  const expected = {
    ...Object.fromEntries(Object.entries(recorded).filter(([, value]) => !isEmpty(value))),
    ...(thinking ? { additionalModelRequestFields: { thinking } } : {}),
    messages: merged(messages),
  }
  return { request: JSON.parse(JSON.stringify(request)), expected: JSON.parse(JSON.stringify(expected)) }
}

const isEmpty = (value: unknown): boolean =>
  (Array.isArray(value) && value.length === 0) || (isJsonObject(value) && Object.keys(value).length === 0)

function messagesOf(role: string, blocks: readonly Block[]): readonly object[] {
  const results = blocks.flatMap(({ toolResult }) =>
    toolResult
      ? [{ role: 'tool', tool_call_id: toolResult.toolUseId, content: toolResult.content[0]?.text ?? '' }]
      : [],
  )
  const calls = blocks.flatMap(({ toolUse }) =>
    toolUse
      ? [{ id: toolUse.toolUseId, function: { name: toolUse.name, arguments: JSON.stringify(toolUse.input) } }]
      : [],
  )
  const content = blocks.flatMap(({ text }, i) =>
    text === undefined
      ? []
      : [{ type: 'text', text, ...(blocks[i + 1]?.cachePoint ? { cache_control: { type: 'ephemeral' } } : {}) }],
  )
  if (calls.length > 0) return [{ role, content, tool_calls: calls }]
  return [...results, ...(content.length > 0 ? [{ role, content }] : [])]
}

function merged(messages: readonly { role: string; content: readonly Block[] }[]) {
  const turns: { role: string; content: Block[] }[] = []
  for (const { role, content } of messages) {
    const last = turns.at(-1)
    if (last?.role === role) last.content.push(...content)
    else turns.push({ role, content: [...content] })
  }
  return turns
}
