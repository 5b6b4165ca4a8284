import type { Json, JsonObject } from '../json.ts'
import type { Usage } from './usage.ts'

/** A chat message as OpenAI defines it; fields Turnout does not look at pass on untouched. */
export interface ChatMessage {
  readonly role: 'system' | 'developer' | 'user' | 'assistant' | 'tool' | 'function' | (string & {})
  readonly content?: string | readonly ContentPart[] | null
  readonly name?: string
  readonly tool_calls?: readonly ToolCall[]
  readonly tool_call_id?: string
  readonly [key: string]: unknown
}

export interface ContentPart {
  readonly type: string
  readonly text?: string
  readonly [key: string]: unknown
}

export interface ToolCall {
  readonly id: string
  readonly type: 'function' | (string & {})
  readonly function: { readonly name: string; readonly arguments: string }
}

/** `POST /v1/chat/completions`. `model` is a model group, an alias or a deployment id. */
export interface ChatRequest {
  readonly model: string
  readonly messages: readonly ChatMessage[]
  readonly stream?: boolean | null
  readonly stream_options?: { readonly include_usage?: boolean; readonly [key: string]: unknown } | null
  readonly n?: number | null
  readonly max_tokens?: number | null
  readonly max_completion_tokens?: number | null
  readonly temperature?: number | null
  readonly top_p?: number | null
  readonly stop?: string | readonly string[] | null
  readonly user?: string
  readonly tools?: readonly JsonObject[]
  readonly tool_choice?: Json
  readonly metadata?: JsonObject | null
  readonly [key: string]: unknown
}

export type FinishReason = 'stop' | 'length' | 'tool_calls' | 'content_filter' | 'function_call' | (string & {})

export interface ChatCompletion {
  readonly id: string
  readonly object: 'chat.completion' | (string & {})
  readonly created: number
  readonly model: string
  readonly choices: readonly ChatChoice[]
  readonly usage?: Usage
  readonly [key: string]: unknown
}

export interface ChatChoice {
  readonly index: number
  readonly message: ChatMessage
  readonly finish_reason: FinishReason | null
  readonly [key: string]: unknown
}

export interface ChatChunk {
  readonly id: string
  readonly object: 'chat.completion.chunk' | (string & {})
  readonly created: number
  readonly model: string
  readonly choices: readonly ChatChunkChoice[]
  readonly usage?: Usage | null
  readonly [key: string]: unknown
}

export interface ChatChunkChoice {
  readonly index: number
  readonly delta: ChatDelta
  readonly finish_reason?: FinishReason | null
  readonly [key: string]: unknown
}

export interface ChatDelta {
  readonly role?: string
  readonly content?: string | null
  readonly reasoning_content?: string | null
  readonly refusal?: string | null
  readonly tool_calls?: readonly JsonObject[]
  readonly [key: string]: unknown
}
