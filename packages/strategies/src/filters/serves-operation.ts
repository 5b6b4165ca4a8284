import { type CandidateFilter, defineFilter, type OperationName } from '@turnout/core'

/** Leaves out deployments whose provider cannot do what is asked. `serves` answers for a provider's name. */
export const servesOperation = (
  serves: (provider: string, operation: OperationName) => boolean,
): CandidateFilter<Record<never, never>> =>
  defineFilter({
    name: 'serves-operation',
    needs: {},
    reject: ({ deployment }, { operation }) =>
      serves(deployment.provider, operation) ? undefined : `${deployment.provider} does not serve ${operation}`,
  })
