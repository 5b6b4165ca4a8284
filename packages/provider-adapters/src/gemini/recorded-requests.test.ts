import { isJsonObject, type Json, type JsonObject } from '@turnout/core'
import { describe, expect, it } from 'vitest'
import { chatCall } from '../test-support/provider-call.test.ts'
import { haveRecordings, type Recording, recordingsOf } from '../test-support/recordings.test.ts'
import { chatBody } from './request.ts'
import { developerApi, vertexAi } from './surface.ts'

const recordings = [...recordingsOf('gemini'), ...recordingsOf('vertex')].filter(
  ({ request, body }) => request['contents'] && !JSON.stringify(request).includes('MASSIVE') && body !== '',
)

/** A recorded request of another client's, as OpenAI would have it asked. */
function asOpenai({ request }: Recording): object {
  const {
    systemInstruction,
    contents,
    tools,
    toolConfig,
    generationConfig = {},
    cachedContent,
  } = request as JsonObject & Recorded
  const config = generationConfig
  const schema = config['responseJsonSchema']
  const thinking = config['thinkingConfig'] as Thinking | undefined
  return {
    messages: [
      ...(systemInstruction ? [{ role: 'system', content: textOf(systemInstruction.parts) }] : []),
      ...contents.flatMap(({ role, parts }) => (role === 'model' ? [assistantOf(parts)] : usersOf(parts))),
    ],
    ...(tools ? { tools: tools.flatMap(({ functionDeclarations = [] }) => functionDeclarations.map(toolOf)) } : {}),
    ...(toolConfig ? { tool_choice: choices[toolConfig.functionCallingConfig.mode.toLowerCase()] } : {}),
    ...{ max_tokens: config['maxOutputTokens'], temperature: config['temperature'], cached_content: cachedContent },
    ...(schema ? { response_format: { type: 'json_schema', json_schema: { name: 'n', schema } } } : {}),
    ...(thinking?.thinkingLevel ? { reasoning_effort: thinking.thinkingLevel } : {}),
    ...(thinking?.thinkingBudget === 0 ? { reasoning_effort: 'none' } : {}),
  }
}

interface Thinking {
  readonly thinkingLevel?: string
  readonly thinkingBudget?: number
}
interface Part extends JsonObject {
  readonly text?: string
  readonly thoughtSignature?: string
  readonly functionCall?: { readonly name: string; readonly args: JsonObject }
  readonly functionResponse?: { readonly name: string; readonly response: JsonObject }
  readonly inline_data?: { readonly mime_type: string; readonly data: string }
}
interface Recorded {
  readonly systemInstruction?: { readonly parts: readonly Part[] } | null
  readonly contents: readonly { readonly role: string; readonly parts: readonly Part[] }[]
  readonly tools?: readonly { readonly functionDeclarations?: readonly JsonObject[] }[]
  readonly toolConfig?: { readonly functionCallingConfig: { readonly mode: string } } | null
  readonly generationConfig?: JsonObject
  readonly cachedContent?: string
}

const choices: Readonly<Record<string, string>> = { any: 'required', auto: 'auto', none: 'none' }
const textOf = (parts: readonly Part[]) => parts.map(({ text = '' }) => text).join('')
const toolOf = ({ parameters, ...rest }: JsonObject) => ({ type: 'function', function: { ...rest, parameters } })

const assistantOf = (parts: readonly Part[]) => ({
  role: 'assistant',
  content: textOf(parts) || null,
  tool_calls: parts.flatMap(({ functionCall: call, thoughtSignature }) =>
    call
      ? [
          {
            ...{ id: call.name, type: 'function', function: { name: call.name, arguments: JSON.stringify(call.args) } },
            provider_specific_fields: { thought_signature: thoughtSignature },
          },
        ]
      : [],
  ),
})

const usersOf = (parts: readonly Part[]): readonly object[] =>
  parts[0]?.functionResponse
    ? parts.map(({ functionResponse }) => ({
        role: 'tool',
        tool_call_id: functionResponse?.name,
        content: JSON.stringify(functionResponse?.response),
      }))
    : [
        {
          role: 'user',
          content: parts.map(({ text, inline_data: data }) =>
            data
              ? { type: 'image_url', image_url: { url: `data:${data.mime_type};base64,${data.data}` } }
              : { type: 'text', text },
          ),
        },
      ]

/**
 * What says the same in two ways is brought to one: names of members in either case, words for types in either case,
 * schemas by either name, ids (which these clients leave out), what is empty, null or false, and the role of the system.
 */
function plain(value: Json | undefined, key = ''): Json | undefined {
  if (Array.isArray(value)) return value.map((entry) => plain(entry) ?? null)
  if (!isJsonObject(value)) return /^(type|mode)$/.test(key) ? String(value).toLowerCase() : value
  const entries = Object.entries(value).flatMap(([name, member]) => {
    const inner = plain(member, name)
    const isEmpty = inner === null || inner === undefined || inner === false
    if (isEmpty || name === 'id' || (isJsonObject(inner) && Object.keys(inner).length === 0)) return []
    const renamed = name.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase())
    return [[renamed === 'parametersJsonSchema' ? 'parameters' : renamed, inner]]
  })
  return Object.fromEntries(entries)
}

const withoutSystemRole = ({ systemInstruction, ...rest }: JsonObject): JsonObject => ({
  ...rest,
  ...(isJsonObject(systemInstruction) ? { systemInstruction: { parts: systemInstruction['parts'] } } : {}),
})

describe.skipIf(!haveRecordings)('a recorded request', () => {
  it('is there', () => {
    expect(recordings.length).toBeGreaterThan(15)
  })

  it.each(recordings)('says what we would say: $name', (recording) => {
    const model = /models\/([\w.-]+)/.exec(recording.url)?.[1] ?? expect.fail('no model')
    const surface = recording.name.startsWith('vertex') ? vertexAi : developerApi
    const request = asOpenai(recording)
    const body = JSON.parse(chatBody(chatCall(request, { deployment: { model } }), surface))
    expect(plain(body)).toEqual(plain(withoutSystemRole(recording.request)))
  })
})
