/** What is sent at once. */
export interface Batch<B> {
  readonly content: B
  readonly count: number
  readonly bytes: number
}

/** Things in line, put together into batches as they come. */
export interface Waiting<T, B> {
  readonly count: number
  readonly bytes: number
  /** Whether there is a batch that nothing more goes into. */
  readonly isFull: boolean
  /** About what `item` would take. */
  bytesOf(item: T): number
  add(item: T): void
  /** The first batch, full or not. */
  take(): Batch<B>
  /** A batch that has arrived, so nobody looks at it any more. */
  takeBack?(content: B): void
  clear(): void
}
