import type { ProviderError } from './errors/provider-error.ts'
import type { ChunkOf, OperationName, ResultOf } from './operations/operations.ts'
import type { Usage } from './operations/usage.ts'

/**
 * What one upstream read brought. A plain answer is one `whole` batch; a stream is `chunks` batches.
 * `raw` is in the inner wire format (OpenAI's JSON, or whole server-sent event frames without `[DONE]`) and passes on
 * unread while nothing has to change; it is absent where an adapter translates. Values are decoded when asked for.
 */
export type Batch<O extends OperationName> = WholeBatch<O> | ChunkBatch<O>

export interface WholeBatch<O extends OperationName> {
  readonly kind: 'whole'
  readonly raw?: Uint8Array
  /** The bytes of `raw` as characters, one each, where somebody has made them already. */
  readonly latin1?: string
  result(): ResultOf<O>
  /** As the provider counted it; undefined where it did not say. */
  usage(): Usage | undefined
}

export interface ChunkBatch<O extends OperationName> {
  readonly kind: 'chunks'
  readonly raw?: Uint8Array
  /** The bytes of `raw` as characters, one each, where somebody has made them already. */
  readonly latin1?: string | undefined
  readonly facts: Facts
  chunks(): readonly ChunkOf<O>[]
}

/** What the router needs to know of a batch of chunks without reading it. */
export interface Facts {
  /** Whether it holds content: non-empty text, reasoning, refusal, audio, a tool call, or any finish reason. */
  readonly content: boolean
  /** How many choices it speaks of: the highest index plus one. */
  readonly choices: number
  /** Indexes of the choices that got their finish reason. */
  readonly finished: readonly number[]
  /** Whether the provider's own terminal event (`[DONE]`, `message_stop`) was seen. */
  readonly done: boolean
  readonly usage?: Usage
  /** How many events with content it holds; about a token each. Absent: one. */
  readonly events?: number
  /** An error the provider sent inside a 200, or frames that cannot be read. */
  readonly error?: ProviderError
}

export const noFacts: Facts = { content: false, choices: 0, finished: [], done: false }
