/** One metric of a sheet, and where its numbers stand in a row. Times are kept in ms and told in seconds. */
export interface Metric {
  readonly name: string
  readonly help: string
  readonly type: 'counter' | 'gauge' | 'histogram'
  /** Upper bounds of a histogram, in ms, rising. */
  readonly boundsMs?: readonly number[]
  /** How one number is made of several processes'; the sum, unless it says. */
  readonly combine?: 'max'
}

/** How many numbers it takes: of a histogram one a bucket, what lies above them, and the sum. */
export const cellsOf = ({ boundsMs }: Metric): number => (boundsMs ? boundsMs.length + 2 : 1)

/** How many lines it is in the text: of a histogram one a bucket, +Inf, the sum and the count. */
export const linesOf = ({ boundsMs }: Metric): number => (boundsMs ? boundsMs.length + 3 : 1)

export function add(cells: Float64Array, at: number, amount = 1): void {
  cells[at] = (cells[at] ?? 0) + amount
}

/** Notes a time in a histogram whose numbers begin at `at`. */
export function observe(cells: Float64Array, at: number, boundsMs: readonly number[], ms: number): void {
  let bucket = 0
  while (bucket < boundsMs.length && ms > (boundsMs[bucket] ?? 0)) bucket++
  add(cells, at + bucket)
  add(cells, at + boundsMs.length + 1, ms)
}
