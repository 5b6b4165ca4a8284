/** Tokens of one answer, in OpenAI's arithmetic: prompt includes cached tokens, completion includes reasoning. */
export interface Usage {
  readonly prompt_tokens: number
  readonly completion_tokens: number
  readonly total_tokens: number
  readonly prompt_tokens_details?: { readonly cached_tokens?: number; readonly audio_tokens?: number }
  readonly completion_tokens_details?: { readonly reasoning_tokens?: number; readonly audio_tokens?: number }
  /** USD, where the provider itself says what the answer costs; a number only from vendors that are known to say it. */
  readonly cost?: number
}
