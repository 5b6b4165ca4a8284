import { type Measurement, measure } from './measure.ts'
import type { Scenario } from './scenarios.ts'
import type { Stage } from './stage.ts'

/** Every target once, one right after the other; the order is turned from round to round. */
export type Round = readonly Measurement[]

export interface Plan {
  readonly rounds: number
  /** Factor on the scenarios' durations. */
  readonly pace: number
  /** For each target, before the first round: V8 compiles in the first seconds. */
  readonly warmUpMs: number
}

/** One scenario with processes that have served nothing else, so that it does not matter what else is measured. */
export const runRounds = async (stage: Stage, scenario: Scenario, plan: Plan): Promise<Round[]> => {
  for (const target of stage.targets) {
    if (scenario.after) await measure(stage, target, scenario.after, plan.warmUpMs)
    await measure(stage, target, scenario, plan.warmUpMs)
  }
  const done: Round[] = []
  while (done.length < plan.rounds) {
    const order = done.length % 2 === 0 ? stage.targets : stage.targets.toReversed()
    const round: Measurement[] = []
    for (const target of order) round.push(await measure(stage, target, scenario, scenario.durationMs * plan.pace))
    done.push(round)
  }
  return done
}
