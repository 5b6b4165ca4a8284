import type { JsonObject } from '@turnout/core'
import * as z from 'zod'

/** A stretch of text, and the log probabilities of its tokens. */
export const logprobSchema = z.object({
  text: z.string().nullish(),
  logprobs: z.array(z.number()).nullish(),
})

/** As OpenAI has them: a stretch is as probable as all of its tokens together. */
export const openaiLogprobs = (items: readonly z.output<typeof logprobSchema>[]): JsonObject => ({
  content: items.map(({ text, logprobs }) => ({
    token: text ?? '',
    logprob: (logprobs ?? []).reduce((sum, logprob) => sum + logprob, 0),
    bytes: [...Buffer.from(text ?? '')],
    top_logprobs: [],
  })),
})
