/** The strategies that are built in, where nobody says which there are. */
export const usualStrategies: readonly string[] = [
  ...['simple-shuffle', 'least-busy', 'usage-based-routing', 'usage-based-routing-v2', 'latency-based-routing'],
  ...['cost-based-routing', 'peak-ewma', 'sticky', 'first-of'],
]

const standIn = 'simple-shuffle'

/** LiteLLM's names that are taken and not done yet. */
export const laterStrategies: readonly string[] = ['provider-budget-routing']

/** The strategy that serves where this one is asked for. */
export const servingStrategy = (name: string | null | undefined): string =>
  name === null || name === undefined || laterStrategies.includes(name) ? standIn : name

/** Under these `rpm` and `tpm` are limits; under the others they are weights, or nothing. */
const limiting = ['usage-based-routing', 'usage-based-routing-v2', 'latency-based-routing', 'cost-based-routing']

export const keepsRateLimits = (strategy: string): boolean => limiting.includes(strategy)
