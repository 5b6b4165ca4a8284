import { percentile } from '../figures/percentile.ts'

export interface Percentiles {
  readonly p50: number
  readonly p99: number
  readonly p999: number
  readonly max: number
}

/** Of so many that were asked for; those that never came are beyond all others. */
export const percentilesOf = (times: readonly number[], asked = times.length): Percentiles => {
  const never = Array.from({ length: asked - times.length }, () => Number.POSITIVE_INFINITY)
  const all = [...times, ...never]
  return {
    p50: percentile(all, 50),
    p99: percentile(all, 99),
    p999: percentile(all, 99.9),
    max: percentile(all, 100),
  }
}
