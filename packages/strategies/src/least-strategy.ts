import type { Candidate, ChoiceContext, Json, Needs, RoutingStrategy } from '@turnout/core'
import { leastBy } from './least-by.ts'
import type { Preference } from './preference.ts'

/** What a strategy of the least measures. */
export interface Measure<N extends Needs> {
  readonly name: string
  readonly needs: N
  /** What is told of it, where its signals do not say it. */
  tell?(candidate: Candidate<N>, context: ChoiceContext): Readonly<Record<string, Json>>
  /** Called once for each candidate. */
  measure(candidate: Candidate<N>, context: ChoiceContext): number
}

export const defineMeasure = <const N extends Needs>(measure: Measure<N>): Measure<N> => measure

/** Takes the candidate with the least measure, of equals any one. */
export const leastStrategy = <N extends Needs>({ name, needs, tell, measure }: Measure<N>): RoutingStrategy<N> => ({
  name,
  needs,
  ...(tell ? { tell } : {}),
  select: (candidates, context) =>
    leastBy(candidates, (candidate) => measure(candidate, context), context.random).deployment,
})

/** Would rather have those with the least measure. */
export const leastPreference = <N extends Needs>({ name, needs, measure }: Measure<N>): Preference<N> => ({
  name,
  needs,
  prefer(candidates, context) {
    const measures = candidates.map((candidate) => measure(candidate, context))
    const least = measures.reduce((one, other) => (other < one ? other : one))
    return candidates.filter((_, index) => measures[index] === least)
  },
})
