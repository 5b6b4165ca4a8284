import type { Batch, WholeBatch } from './batch.ts'
import type { CancelScope } from './cancel-scope.ts'
import type { Deployment } from './deployment.ts'
import type { OperationName, RequestOf } from './operations/operations.ts'
import type { Runtime } from './runtime.ts'
import type { TransportHeaders } from './transport.ts'

/**
 * Seam 1: the model. An adapter makes one attempt, exactly one upstream request, and never retries by itself.
 * It throws `ProviderError` (from the call, or from the batches) and nothing else.
 */
export interface ProviderAdapter {
  readonly name: string
  readonly operations: { readonly [O in OperationName]?: (call: ProviderCall<O>) => Promise<Exchange<O>> }
  /**
   * What a request asks that the deployment's model cannot express: names of parameters (`seed`), or places
   * (`messages[2].content[0]`). The router asks before it chooses, and again for each candidate, so it is pure and quick.
   * Absent: whatever is asked passes on. `request` has the deployment's defaults in it.
   */
  unsupported?(
    operation: OperationName,
    request: Readonly<Record<string, unknown>>,
    deployment: Deployment,
  ): readonly string[]
}

/** One attempt, as the adapter gets it. Nothing in it may be changed: the next attempt sends the same request. */
export interface ProviderCall<O extends OperationName> {
  readonly operation: O
  readonly deployment: Deployment
  /** As the caller sent it: `model` is still the caller's name, `deployment.model` is the provider's. */
  readonly request: RequestOf<O>
  /** The JSON text that `request` was parsed from, where there is any: what does not change can pass on to the letter. */
  readonly raw: string | undefined
  readonly stream: boolean
  /**
   * Parameters that are to go to the provider as they are, although the adapter calls them unsupported
   * (`allowed_openai_params`). Absent: none.
   */
  readonly allowedParams?: readonly string[]
  /** The `traceparent` of this attempt, and the caller's `tracestate`, to go to the provider; absent: neither does. */
  readonly trace?: { readonly parent: string; readonly state?: string } | undefined
  /** Cancelled when the caller leaves or a time limit ends: stop, and close the connection. */
  readonly scope: CancelScope
  readonly runtime: Runtime
}

/** An answer that has begun. */
export interface Exchange<O extends OperationName> {
  readonly head: ResponseHead
  /** Read once. Ends well, or throws the `ProviderError` that cut it. */
  readonly batches: AsyncIterable<Batch<O>>
  /** A plain answer that is here already: the only one of the batches, for those who would not wait for what is there. */
  readonly whole?: WholeBatch<O>
  /** Closes the upstream connection; harmless when it is over. */
  cancel(): void
}

export interface ResponseHead {
  readonly status: number
  /** Lower-case names. */
  readonly headers: TransportHeaders
}
