import type { Measurement } from '../parts/measure.ts'
import type { Played, Round } from '../parts/rounds.ts'
import { median } from './median.ts'

interface Asked {
  readonly scenario: string
  readonly target: string
}

/** What the rounds of one scenario say of one target. */
export interface Measured extends Asked {
  /** CPU time for one request, in µs. */
  readonly micros: number
  /** How much of the base's throughput per core is kept, in percent: base / target, round by round, then the median. */
  readonly share: number
  readonly leastShare: number
  readonly mostShare: number
  readonly requests: number
}

export type CpuRow = Measured | (Asked & { readonly failure: string })

const microsPerRequest = ({ cpuMicros, requests }: Measurement): number => cpuMicros / requests

const find = (round: Round, target: string): Measurement => {
  const found = round.find((measurement) => measurement.target === target)
  if (found === undefined) throw new Error(`a round without ${target}`)
  return found
}

export const summarize = ({ rounds, failures }: Played, scenario: string, base: string, target: string): CpuRow => {
  const failure = failures[target]
  if (failure !== undefined) return { scenario, target, failure }
  const pairs = rounds.map((round) => [find(round, base), find(round, target)] as const)
  const shares = pairs.map(([low, high]) => (100 * microsPerRequest(low)) / microsPerRequest(high))
  return {
    scenario,
    target,
    micros: median(pairs.map(([, high]) => microsPerRequest(high))),
    share: median(shares),
    leastShare: Math.min(...shares),
    mostShare: Math.max(...shares),
    requests: pairs.reduce((sum, [, { requests }]) => sum + requests, 0),
  }
}
