import { createHash } from 'node:crypto'
import { isJsonObject, type Json, type JsonObject } from '@turnout/core'

/** What LiteLLM's users tell Langfuse by `metadata` of a request (LiteLLM documentation, "Langfuse", "Trace-specific Parameters"). */
export interface CallerWords {
  /** 32 hex digits. */
  readonly traceId: string | undefined
  /** 16 hex digits. */
  readonly parentSpanId: string | undefined
  readonly sessionId: string | undefined
  readonly userId: string | undefined
  readonly traceName: string | undefined
  readonly generationName: string | undefined
  readonly version: string | undefined
  readonly release: string | undefined
  readonly tags: readonly string[]
  readonly hidesInput: boolean
  readonly hidesOutput: boolean
  readonly traceMetadata: JsonObject | undefined
  /** All that means nothing in particular. */
  readonly metadata: JsonObject | undefined
}

export const callerWords = (metadata: JsonObject | undefined): CallerWords => (metadata ? wordsIn(metadata) : silent)

function wordsIn(metadata: JsonObject): CallerWords {
  const { trace_id, existing_trace_id, parent_observation_id, session_id, trace_user_id, ...others } = metadata
  const { trace_name, generation_name, version, trace_version, trace_release, tags, ...more } = others
  const { mask_input, mask_output, trace_metadata, ...rest } = more
  const id = textIn(existing_trace_id) ?? textIn(trace_id)
  const parent = textIn(parent_observation_id)
  return {
    traceId: id === undefined ? undefined : traceIdOf(id),
    parentSpanId: parent !== undefined && spanIdForm.test(parent) ? parent : undefined,
    sessionId: textIn(session_id),
    userId: textIn(trace_user_id),
    traceName: textIn(trace_name),
    generationName: textIn(generation_name),
    version: textIn(version) ?? textIn(trace_version),
    release: textIn(trace_release),
    tags: Array.isArray(tags) ? tags.filter((tag) => typeof tag === 'string') : [],
    hidesInput: mask_input === true,
    hidesOutput: mask_output === true,
    traceMetadata: isJsonObject(trace_metadata) ? trace_metadata : undefined,
    metadata: rest,
  }
}

const traceIdForm = /^(?!0{32})[0-9a-f]{32}$/
const spanIdForm = /^(?!0{16})[0-9a-f]{16}$/

/** A UUID is one without its dashes; of any other word it is made as Langfuse's SDKs do (`createTraceId`, SHA-256). */
function traceIdOf(word: string): string {
  const hex = word.replaceAll('-', '').toLowerCase()
  return traceIdForm.test(hex) ? hex : createHash('sha256').update(word).digest('hex').slice(0, 32)
}

const textIn = (value: Json | undefined): string | undefined =>
  typeof value === 'string' && value !== '' ? value : typeof value === 'number' ? String(value) : undefined

const silent: CallerWords = { ...wordsIn({}), metadata: undefined }
