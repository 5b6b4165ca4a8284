import type { Deployment } from './deployment.ts'
import type { Json } from './json.ts'
import type { NonEmpty } from './non-empty.ts'
import type { OperationName, RequestOf } from './operations/operations.ts'
import type { Candidate, Needs, Signal } from './signal.ts'

/** What filters and strategies may know of the request. */
export interface ChoiceContext {
  readonly operation: OperationName
  readonly request: RequestOf<OperationName>
  readonly stream: boolean
  readonly tags: readonly string[]
  /** Where the request may be served. */
  readonly region?: string | undefined
  /** The group that is being tried. */
  readonly group: string
  /** Tokens of the prompt, as reckoned; counted when first asked for. */
  inputTokens(): number
  /** Whether the prompt fits the deployment's context window; true where either is not known. */
  fitsWindow(deployment: Deployment): boolean
  /** What the request asks that the deployment's model cannot express, and that may not be left out. */
  unsupportedParams(deployment: Deployment): readonly string[]
  /** What the strategy's own `prepare` came to for this request; undefined without one, or where it failed. */
  readonly hints?: unknown
  readonly requestId: string
  /** Monotonic. */
  readonly nowMs: number
  /** Uniform in [0, 1); the only chance a strategy may use. */
  readonly random: () => number
}

/** What a strategy may know before there are candidates. */
export interface PrepareContext {
  readonly operation: OperationName
  readonly request: RequestOf<OperationName>
  readonly group: string
  readonly requestId: string
  /** Aborted when the time for it is over, or the caller leaves. */
  readonly signal: AbortSignal
}

/** Strategies choose, among what the filters left. Pure: time and chance are in the context. */
export interface RoutingStrategy<N extends Needs = Needs> {
  readonly name: string
  readonly needs: N
  /**
   * For an outside signal, once a request and group, before the first choice. It has a second; where it throws or takes
   * longer, the choice is made without hints. Most strategies have no use for it.
   */
  prepare?(context: PrepareContext): Promise<unknown>
  /** What it goes by, for whoever wants the choice explained; absent: the signals that it needs, as plain data. */
  tell?(candidate: Candidate<N>, context: ChoiceContext): Readonly<Record<string, Json>>
  /** One of the candidates' deployments. Whatever else it does is a fault, and another strategy chooses instead. */
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
