import { isJsonObject, type JsonObject } from '@turnout/core'
import type { Recording } from './recordings.test.ts'

type Block = JsonObject & { readonly type: string }
interface Turn {
  readonly role: string
  readonly content: string | readonly Block[]
}

/** What was recorded as asked of Claude, said in OpenAI's words. */
export function openaiRequest({ request }: Recording): JsonObject {
  const { system, tools, tool_choice: choice, stop_sequences: stop, output_config: output, ...rest } = request
  const { model: _, stream: __, messages, ...params } = rest
  const parallel = isJsonObject(choice) ? choice['disable_parallel_tool_use'] : undefined
  return {
    ...params,
    messages: [
      ...systemOf(system),
      ...((messages as unknown as readonly Turn[] | undefined) ?? []).flatMap(messagesOf),
    ],
    ...(tools ? { tools: (tools as readonly JsonObject[]).map(toolOf) } : {}),
    ...(isJsonObject(choice) ? { tool_choice: String(choice['type']) } : {}),
    ...(typeof parallel === 'boolean' ? { parallel_tool_calls: !parallel } : {}),
    ...(stop ? { stop } : {}),
    ...(isJsonObject(output) ? { response_format: formatOf(output['format'] as JsonObject) } : {}),
  } as JsonObject
}

const formatOf = ({ schema }: JsonObject): JsonObject => ({
  type: 'json_schema',
  json_schema: { name: 'recorded', schema: schema ?? {} },
})

const systemOf = (system: unknown): readonly JsonObject[] =>
  system ? [{ role: 'system', content: system as readonly JsonObject[] }] : []

const toolOf = ({ name, description, input_schema: parameters }: JsonObject): JsonObject => ({
  type: 'function',
  function: { name, description, parameters },
})

function messagesOf({ role, content }: Turn): readonly JsonObject[] {
  if (typeof content === 'string') return [{ role, content }]
  if (role === 'assistant') return [assistantMessage(content)]
  const results = content.filter(({ type }) => type === 'tool_result')
  const others = content.filter(({ type }) => type !== 'tool_result')
  return [
    ...results.map(({ tool_use_id, content: said }) => ({ role: 'tool', tool_call_id: tool_use_id, content: said })),
    ...(others.length > 0 ? [{ role, content: others.map(partOf) }] : []),
  ]
}

const partOf = (block: Block): JsonObject => {
  const { type, source } = block
  if (type !== 'image' || !isJsonObject(source)) return block
  return { type: 'image_url', image_url: { url: `data:${source['media_type']};base64,${source['data']}` } }
}

const assistantMessage = (content: readonly Block[]): JsonObject => ({
  role: 'assistant',
  content: content.filter(({ type }) => type === 'text'),
  thinking_blocks: content.filter(({ type }) => type.endsWith('thinking')),
  tool_calls: content
    .filter(({ type }) => type === 'tool_use')
    .map(({ id, name, input }) => ({ id, type: 'function', function: { name, arguments: JSON.stringify(input) } })),
})

/** A body of either, with what means the same said in the same way. */
export function inOneWay(body: JsonObject): JsonObject {
  const { stream, temperature, tool_choice: choice, thinking, system, messages, ...rest } = body
  const { disable_parallel_tool_use: one, ...chosen } = isJsonObject(choice) ? choice : {}
  const { display: _, ...thought } = isJsonObject(thinking) ? thinking : {}
  return {
    ...rest,
    messages: (messages as unknown as readonly Turn[]).map(({ role, content }) => ({
      role,
      content: asBlocks(content).map((block) => ({
        ...block,
        ...(block.content ? { content: asBlocks(block.content) } : {}),
      })),
    })),
    ...(system ? { system: asBlocks(system) } : {}),
    ...(stream ? { stream } : {}),
    ...(temperature === 1 ? {} : { temperature }),
    ...(thinking ? { thinking: thought } : {}),
    ...(choice && !(chosen['type'] === 'auto' && !one) ? { tool_choice: { ...chosen, ...(one ? { one } : {}) } } : {}),
  } as unknown as JsonObject
}

const asBlocks = (content: unknown): readonly (Block & { content?: unknown })[] =>
  typeof content === 'string' ? [{ type: 'text', text: content }] : (content as readonly Block[])
