import type { FinishReason } from './chat.ts'
import type { Usage } from './usage.ts'

/** `POST /v1/completions`, OpenAI's older text interface. */
export interface TextCompletionRequest {
  readonly model: string
  readonly prompt: string | readonly string[] | readonly number[] | readonly (readonly number[])[] | null
  readonly stream?: boolean | null
  readonly stream_options?: { readonly include_usage?: boolean; readonly [key: string]: unknown } | null
  readonly n?: number | null
  readonly max_tokens?: number | null
  readonly [key: string]: unknown
}

/** The answer, whole; a stream's chunks have the same shape. */
export interface TextCompletion {
  readonly id: string
  readonly object: 'text_completion' | (string & {})
  readonly created: number
  readonly model: string
  readonly choices: readonly TextChoice[]
  readonly usage?: Usage | null
  readonly [key: string]: unknown
}

export interface TextChoice {
  readonly index: number
  readonly text: string
  readonly finish_reason?: FinishReason | null
  readonly [key: string]: unknown
}
