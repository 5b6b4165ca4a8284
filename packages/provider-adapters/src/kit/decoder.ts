/** Cuts the bytes of a stream into its items, whatever pieces they come in. Throws a `ProviderError` where it cannot. */
export interface Decoder<T> {
  /** The items that are whole by now. */
  push(bytes: Uint8Array): readonly T[]
  /** What is left at the end, if that can be read. */
  flush(): readonly T[]
}
