/** What the system counts for one process. */
export interface ProcessFigures {
  readonly parent: number
  /** CPU time of each thread that lives, in µs; of the process as a whole where threads are not told apart. */
  readonly threads: () => ReadonlyMap<string, number>
  readonly residentBytes: () => number
  /** The most it ever had; undefined where the system does not keep it. */
  readonly peakBytes: () => number | undefined
}
