/** The least figure that is not exceeded by so many percent of them; of none, an error. */
export const percentile = (figures: ArrayLike<number>, percent: number): number => {
  const sorted = Float64Array.from(figures).sort()
  const found = sorted[Math.max(0, Math.ceil((percent * sorted.length) / 100 - 1e-9) - 1)]
  if (found === undefined) throw new Error('no figures, no percentile')
  return found
}
