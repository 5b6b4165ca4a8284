import * as z from 'zod'
import { jsonObject } from '../json-object.ts'

/** A block of Anthropic's prompt cache; what stands in it is between the caller and the provider. */
export const cacheControlSchema = jsonObject.nullish()

const cached = { cache_control: cacheControlSchema }

/** A lone string is one text, and none is none. */
const asParts = (content: unknown): unknown =>
  typeof content === 'string' ? [{ type: 'text', text: content }] : (content ?? [])

const textSchema = z.object({ type: z.literal('text'), text: z.string(), ...cached })

const imageUrl = z.object({ url: z.string(), detail: z.string().nullish(), format: z.string().nullish() })

const fileSchema = z.object({
  file_id: z.string().nullish(),
  file_data: z.string().nullish(),
  filename: z.string().nullish(),
  format: z.string().nullish(),
})

const userPartSchema = z.discriminatedUnion('type', [
  textSchema,
  z.object({
    type: z.literal('image_url'),
    image_url: z.preprocess((image) => (typeof image === 'string' ? { url: image } : image), imageUrl),
    ...cached,
  }),
  z.object({ type: z.literal('file'), file: fileSchema, ...cached }),
  z.object({
    type: z.literal('input_audio'),
    input_audio: z.object({ data: z.string(), format: z.string() }),
    ...cached,
  }),
])

const thinkingBlockSchema = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('thinking'),
    thinking: z.string().nullish(),
    signature: z.string().nullish(),
    origin: z.string().nullish(),
  }),
  z.object({ type: z.literal('redacted_thinking'), data: z.string(), origin: z.string().nullish() }),
])

const assistantPartSchema = z.discriminatedUnion('type', [
  textSchema,
  z.object({ type: z.literal('refusal'), refusal: z.string(), ...cached }),
  ...thinkingBlockSchema.options,
])

const functionCallSchema = z.object({ name: z.string(), arguments: z.string().nullish() })

const toolCallSchema = z.object({
  id: z.string().nullish(),
  function: functionCallSchema,
  provider_specific_fields: z
    .object({ thought_signature: z.string().nullish(), thought_signature_origin: z.string().nullish() })
    .nullish(),
  ...cached,
})

const systemFields = { content: z.preprocess(asParts, z.array(textSchema)), ...cached }
const resultFields = {
  content: z.preprocess(asParts, z.array(userPartSchema)),
  name: z.string().nullish(),
  is_error: z.boolean().nullish(),
  ...cached,
}

/** A message of `POST /v1/chat/completions` (OpenAI API reference, "Create chat completion"), with LiteLLM's fields. */
export const messageSchema = z.discriminatedUnion('role', [
  z.object({ role: z.literal('system'), ...systemFields }),
  z.object({ role: z.literal('developer'), ...systemFields }),
  z.object({ role: z.literal('user'), content: z.preprocess(asParts, z.array(userPartSchema)), ...cached }),
  z.object({
    role: z.literal('assistant'),
    content: z.preprocess(asParts, z.array(assistantPartSchema)),
    refusal: z.string().nullish(),
    reasoning_content: z.string().nullish(),
    thinking_blocks: z.array(thinkingBlockSchema).nullish(),
    tool_calls: z.array(toolCallSchema).nullish(),
    function_call: functionCallSchema.nullish(),
    ...cached,
  }),
  z.object({ role: z.literal('tool'), tool_call_id: z.string().nullish(), ...resultFields }),
  z.object({ role: z.literal('function'), ...resultFields }),
])

export type Message = z.output<typeof messageSchema>
export type UserContent = z.output<typeof userPartSchema>
export type ThinkingBlock = z.output<typeof thinkingBlockSchema>
export type AssistantMessage = Extract<Message, { role: 'assistant' }>
export type ResultMessage = Extract<Message, { role: 'tool' | 'function' }>
