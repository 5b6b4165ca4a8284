import type { Measurement } from './measure.ts'
import { median } from './median.ts'
import type { Round } from './rounds.ts'

/** What the rounds of one scenario say together. CPU times are µs a request, shares percent. */
export interface Row {
  readonly floorMicros: number
  readonly challengerMicros: number
  /** How much of the floor's throughput per core is kept: floor / challenger, round by round, then the median. */
  readonly share: number
  readonly leastShare: number
  readonly mostShare: number
  readonly requests: number
}

const microsPerRequest = ({ cpuMicros, requests }: Measurement): number => cpuMicros / requests

const find = (round: Round, target: string): Measurement => {
  const found = round.find((measurement) => measurement.target === target)
  if (found === undefined) throw new Error(`a round without ${target}`)
  return found
}

export const summarize = (rounds: readonly Round[], floor: string, challenger: string): Row => {
  const pairs = rounds.map((round) => [find(round, floor), find(round, challenger)] as const)
  const shares = pairs.map(([low, high]) => (100 * microsPerRequest(low)) / microsPerRequest(high))
  return {
    floorMicros: median(pairs.map(([low]) => microsPerRequest(low))),
    challengerMicros: median(pairs.map(([, high]) => microsPerRequest(high))),
    share: median(shares),
    leastShare: Math.min(...shares),
    mostShare: Math.max(...shares),
    requests: pairs.flat().reduce((sum, { requests }) => sum + requests, 0),
  }
}
