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
  /** How many times Turnout's CPU time for one request: target / Turnout, round by round, then the median. Absent where Turnout had no part in the rounds. */
  readonly timesTurnout?: number
  readonly requests: number
}

export type CpuRow = Measured | (Asked & { readonly failure: string })

const microsPerRequest = ({ cpuMicros, requests }: Measurement): number => cpuMicros / requests

const findIn = (round: Round, target: string): Measurement | undefined =>
  round.find((measurement) => measurement.target === target)

const find = (round: Round, target: string): Measurement => {
  const found = findIn(round, target)
  if (found === undefined) throw new Error(`a round without ${target}`)
  return found
}

export const summarize = ({ rounds, failures }: Played, scenario: string, base: string, target: string): CpuRow => {
  const failure = failures[target]
  if (failure !== undefined) return { scenario, target, failure }
  const pairs = rounds.map((round) => [find(round, base), find(round, target)] as const)
  const shares = pairs.map(([low, high]) => (100 * microsPerRequest(low)) / microsPerRequest(high))
  const times = rounds.flatMap((round) => {
    const turnout = findIn(round, 'turnout')
    return turnout ? [microsPerRequest(find(round, target)) / microsPerRequest(turnout)] : []
  })
  return {
    scenario,
    target,
    micros: median(pairs.map(([, high]) => microsPerRequest(high))),
    share: median(shares),
    leastShare: Math.min(...shares),
    mostShare: Math.max(...shares),
    ...(times.length > 0 ? { timesTurnout: median(times) } : {}),
    requests: pairs.reduce((sum, [, { requests }]) => sum + requests, 0),
  }
}
