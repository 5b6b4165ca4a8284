import type { Usage } from '@turnout/core'
import * as z from 'zod'
import { jsonObject } from '../kit/json-object.ts'

const counts = z.object({ input_tokens: z.number().nullish(), output_tokens: z.number().nullish() })

/** Cohere counts what went through the model (`tokens`) and what it charges for (`billed_units`). */
export const usageSchema = z.object({
  tokens: counts.nullish(),
  billed_units: jsonObject.nullish(),
  cached_tokens: z.number().nullish(),
})

/** In OpenAI's arithmetic, the bill beside it: cached tokens are part of the prompt. */
export function openaiUsage({ tokens, billed_units, cached_tokens }: z.output<typeof usageSchema>): Usage {
  const told = tokens ?? counts.safeParse(billed_units).data
  const prompt_tokens = told?.input_tokens ?? 0
  const completion_tokens = told?.output_tokens ?? 0
  return {
    prompt_tokens,
    completion_tokens,
    total_tokens: prompt_tokens + completion_tokens,
    ...(cached_tokens == null ? {} : { prompt_tokens_details: { cached_tokens } }),
    ...(billed_units ? { billed_units } : {}),
  }
}
