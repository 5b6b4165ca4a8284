import type { Usage } from '@turnout/core'
import { intAttribute } from './attribute.ts'

const input = intAttribute('gen_ai.usage.input_tokens')
const output = intAttribute('gen_ai.usage.output_tokens')
const cacheRead = intAttribute('gen_ai.usage.cache_read.input_tokens')
const reasoning = intAttribute('gen_ai.usage.reasoning.output_tokens')
const audioInput = intAttribute('gen_ai.usage.audio.input_tokens')
const audioOutput = intAttribute('gen_ai.usage.audio.output_tokens')

/** Tokens by the conventions' names; what was cached is part of the input, and reasoning of the output, as with ours. */
export function usageAttributes(usage: Usage): string {
  const { prompt_tokens_details: prompt, completion_tokens_details: completion } = usage
  let text = input(usage.prompt_tokens) + output(usage.completion_tokens)
  if (prompt?.cached_tokens) text += cacheRead(prompt.cached_tokens)
  if (prompt?.audio_tokens) text += audioInput(prompt.audio_tokens)
  if (completion?.reasoning_tokens) text += reasoning(completion.reasoning_tokens)
  if (completion?.audio_tokens) text += audioOutput(completion.audio_tokens)
  return text
}
