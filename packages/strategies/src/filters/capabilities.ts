import { type CandidateFilter, defineFilter } from '@turnout/core'

/** Leaves out deployments whose model cannot express what the request asks, and what may not be left out of it. */
export const capabilities: CandidateFilter<Record<never, never>> = defineFilter({
  name: 'capabilities',
  needs: {},
  reject({ deployment }, context) {
    const params = context.unsupportedParams(deployment)
    return params.length === 0 ? undefined : `does not support ${params.join(', ')}`
  },
})
