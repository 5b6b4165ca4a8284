/** A kept prompt that is near to another one. */
export interface NearPrompt {
  /** Of its answer in the response cache. */
  readonly key: string
  /** The cosine of the two, at most 1. */
  readonly similarity: number
}

/** A prompt to find its answer by. */
export interface IndexedPrompt {
  /** Only prompts of the same place are compared: it stands for the model, the caller and every parameter. */
  readonly place: string
  /** Of any length but 0, other than all zeros. */
  readonly vector: Float32Array
  readonly key: string
  /** From now; more than 0. */
  readonly ttlMs: number
}

/** Seam: prompts by what they mean. What fails may reject: the request is served as if nothing were found. */
export interface SemanticIndex {
  /** The nearest prompt of a place with at least this similarity. */
  nearest(
    place: string,
    vector: Float32Array,
    threshold: number,
  ): NearPrompt | undefined | Promise<NearPrompt | undefined>
  /** In place of what the same key had there. */
  add(prompt: IndexedPrompt): void | Promise<void>
}
