import { isJsonObject, type JsonObject, type Usage } from '@turnout/core'

const isCount = (value: unknown): value is number => typeof value === 'number' && value >= 0 && Number.isFinite(value)

/** Whether it states everything, as nearly always. */
export const isUsage = (value: unknown): value is JsonObject & Usage =>
  isJsonObject(value) &&
  isCount(value['prompt_tokens']) &&
  isCount(value['completion_tokens']) &&
  isCount(value['total_tokens'])

/**
 * Usage as a provider of OpenAI's format states it; undefined where the numbers are none. Some have only a total: what is
 * no completion in it is the prompt. A copy, because what is told of a request is not what its caller holds.
 */
export function readUsage(value: unknown): Usage | undefined {
  if (!isJsonObject(value)) return undefined
  const { completion_tokens = 0, total_tokens } = value
  if (!isCount(completion_tokens)) return undefined
  const { prompt_tokens = isCount(total_tokens) ? Math.max(0, total_tokens - completion_tokens) : 0 } = value
  if (!isCount(prompt_tokens)) return undefined
  const total = isCount(total_tokens) ? total_tokens : prompt_tokens + completion_tokens
  return { ...value, prompt_tokens, completion_tokens, total_tokens: total }
}
