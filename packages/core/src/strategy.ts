import type { Deployment } from './deployment.ts'
import type { NonEmpty } from './non-empty.ts'
import type { OperationName, RequestOf } from './operations/operations.ts'
import type { Candidate, Needs, Signal } from './signal.ts'

/** What filters and strategies may know of the request. */
export interface ChoiceContext {
  readonly operation: OperationName
  readonly request: RequestOf<OperationName>
  readonly stream: boolean
  readonly tags: readonly string[]
  /** The group that is being tried. */
  readonly group: string
  /** Tokens of the prompt, as reckoned; counted when first asked for. */
  inputTokens(): number
  /** Monotonic. */
  readonly nowMs: number
  /** Uniform in [0, 1); the only chance a strategy may use. */
  readonly random: () => number
}

/** Strategies choose, among what the filters left. Pure: time and chance are in the context. */
export interface RoutingStrategy<N extends Needs = Needs> {
  readonly name: string
  readonly needs: N
  select(candidates: NonEmpty<Candidate<N>>, context: ChoiceContext): Deployment
}

/** Declares a strategy; exists so that `needs` types the candidates. */
export const defineStrategy = <const N extends Needs>(strategy: RoutingStrategy<N>): RoutingStrategy<N> => strategy

/** Filters exclude, before any strategy sees a candidate; they never claim anything. */
export interface CandidateFilter<N extends Needs = Needs> {
  readonly name: string
  readonly needs: N
  /** Why this candidate is out, in words; undefined when it stays. */
  reject(candidate: Candidate<N>, context: ChoiceContext): string | undefined
}

/** Declares a filter; exists so that `needs` types the candidate. */
export const defineFilter = <const N extends Needs>(filter: CandidateFilter<N>): CandidateFilter<N> => filter

/** Declares a signal; exists so that its value's type is inferred. */
export const defineSignal = <T>(signal: Signal<T>): Signal<T> => signal
