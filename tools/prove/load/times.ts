/** In ms. */
export interface Times {
  readonly p50: number
  readonly p99: number
  readonly max: number
}

export function timesOf(values: readonly number[]): Times {
  const sorted = Float64Array.from(values).sort()
  const at = (part: number) => sorted[Math.floor(part * (sorted.length - 1))] ?? 0
  return { p50: at(0.5), p99: at(0.99), max: at(1) }
}
