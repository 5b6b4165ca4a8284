import { type CpuRow, summarize } from '../figures/summary.ts'
import type { Target } from '../targets/target.ts'
import { type Plan, type Played, playRounds } from './rounds.ts'
import type { Scenario } from './scenarios.ts'
import { startStage } from './stage.ts'

export interface CpuFigures {
  readonly rows: readonly CpuRow[]
  readonly played: readonly Played[]
}

/** CPU time for one request, the first target's own against each other's, scenario by scenario with fresh processes, so that it does not matter what else is measured. */
export const measureCpu = async (
  targets: readonly [Target, ...Target[]],
  scenarios: readonly Scenario[],
  plan: Plan,
): Promise<CpuFigures> => {
  const played: Played[] = []
  const rows: CpuRow[] = []
  for (const scenario of scenarios) {
    console.error(`${scenario.title}: ${plan.rounds} rounds of ${targets.map(({ name }) => name).join(', ')}`)
    const stage = await startStage(targets)
    try {
      const result = await playRounds(stage, stage.targets, scenario, plan)
      played.push(result)
      rows.push(...targets.map(({ name }) => summarize(result, scenario.name, targets[0].name, name)))
    } finally {
      await stage.stop()
    }
  }
  return { rows, played }
}
