import { type Deployment, defineStrategy } from '@turnout/core'
import { pickUniform, pickWeighted } from '../pick.ts'

const weights = ['weight', 'rpm', 'tpm'] as const

/** The one that it may be chosen by. */
function weightIn(deployment: Deployment): Readonly<Record<string, number>> {
  const key = weights.find((name) => deployment[name] !== undefined)
  const weight = key && deployment[key]
  return key && weight !== undefined ? { [key]: weight } : {}
}

/**
 * Random, in proportion to `weight`, else `rpm`, else `tpm`: the first of these that the first candidate has decides
 * for all, and a candidate without it gets nothing. None of the three: uniform. (LiteLLM's `simple-shuffle`; rpm and
 * tpm are weights here, not limits.)
 */
export const simpleShuffle = () =>
  defineStrategy({
    name: 'simple-shuffle',
    needs: {},
    tell: ({ deployment }) => weightIn(deployment),
    select(candidates, { random }) {
      const first = candidates[0].deployment
      const weight = weights.find((key) => first[key] !== undefined)
      if (weight === undefined) return pickUniform(candidates, random).deployment
      return pickWeighted(candidates, ({ deployment }) => deployment[weight] ?? 0, random).deployment
    },
  })
