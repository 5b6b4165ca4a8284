import type { Figures } from '../figures/figures.ts'
import type { Measured } from '../figures/summary.ts'
import type { LatencyRow } from '../parts/latency.ts'
import type { MemoryRow } from '../parts/memory.ts'
import type { StartRow } from '../parts/start-up.ts'

/** A target's CPU figures in a scenario, where there are some. */
export const cpuOf = ({ cpu }: Figures, scenario: string, target: string): Measured | undefined => {
  const row = cpu?.rows.find((candidate) => candidate.scenario === scenario && candidate.target === target)
  return row === undefined || 'failure' in row ? undefined : row
}

/** How many requests a CPU second carries with Turnout for one with another target, in the same rounds. */
export const timesOf = (figures: Figures, scenario: string, target: string): number | undefined =>
  cpuOf(figures, scenario, target)?.timesTurnout

export const latencyOf = (
  { latency }: Figures,
  target: string,
  perSecond: number,
  stream = false,
): LatencyRow | undefined =>
  latency?.rows.find((row) => row.target === target && row.perSecond === perSecond && row.stream === stream)

export const memoryOf = ({ memory }: Figures, target: string): MemoryRow | undefined =>
  memory?.rows.find((row) => row.target === target)

export const startOf = ({ start }: Figures, target: string): StartRow | undefined =>
  start?.rows.find((row) => row.target === target)

/** Why there is no figure of a target in a part. */
export const whyNot = (figures: Figures, part: keyof Figures, target: string): string =>
  figures[part]?.absent[target] ?? 'not measured yet'
