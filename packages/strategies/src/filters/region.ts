import { type CandidateFilter, defineFilter } from '@turnout/core'

/**
 * Leaves out deployments that do not run where the request may go (`allowed_model_region`): those elsewhere, and those
 * of which nobody said where they run (`region_name`).
 */
export const region: CandidateFilter<Record<never, never>> = defineFilter({
  name: 'region',
  needs: {},
  reject({ deployment }, { region: allowed }) {
    if (allowed === undefined || allowed === deployment.region) return undefined
    return deployment.region === undefined ? 'runs in an unknown region' : `runs in ${deployment.region}`
  },
})
