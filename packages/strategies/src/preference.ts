import type { Candidate, ChoiceContext, Needs, NonEmpty } from '@turnout/core'

/** Half a strategy: it narrows the candidates, and leaves the choice among the rest to others. */
export interface Preference<N extends Needs = Needs> {
  readonly name: string
  readonly needs: N
  /** Those of the candidates that it would rather have. None: it has nothing to say. */
  prefer(candidates: NonEmpty<Candidate<N>>, context: ChoiceContext): readonly Candidate<N>[]
}

/** Declares a preference; exists so that `needs` types the candidates. */
export const definePreference = <const N extends Needs>(preference: Preference<N>): Preference<N> => preference
