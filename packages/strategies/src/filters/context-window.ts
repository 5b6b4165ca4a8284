import { type CandidateFilter, defineFilter } from '@turnout/core'

/** Leaves out deployments that are known to take fewer tokens than the prompt has. */
export const contextWindow: CandidateFilter<Record<never, never>> = defineFilter({
  name: 'context-window',
  needs: {},
  reject: ({ deployment }, context) =>
    context.fitsWindow(deployment) ? undefined : `takes ${deployment.maxInputTokens} tokens, and the prompt has more`,
})
