import { type CandidateFilter, defineFilter } from '@turnout/core'

/** Leaves out deployments that are known to take fewer tokens than the prompt has. */
export const contextWindow: CandidateFilter<Record<never, never>> = defineFilter({
  name: 'context-window',
  needs: {},
  reject({ deployment: { maxInputTokens } }, context) {
    if (maxInputTokens === undefined) return undefined
    const tokens = context.inputTokens()
    return tokens > maxInputTokens ? `takes ${maxInputTokens} tokens, and the prompt has ${tokens}` : undefined
  },
})
