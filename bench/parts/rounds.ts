import { type Measurement, measure } from './measure.ts'
import type { Scenario } from './scenarios.ts'
import type { RunningTarget, Scene } from './stage.ts'

/** Every target once, one right after the other; the order is turned from round to round. */
export type Round = readonly Measurement[]

export interface Plan {
  readonly rounds: number
  /** Factor on the scenarios' durations. */
  readonly pace: number
  /** For each target, before the first round: V8 compiles in the first seconds. */
  readonly warmUpMs: number
}

export interface Played {
  readonly rounds: readonly Round[]
  /** What a peer answered in place of right answers, by its name; it has no part in the rounds. */
  readonly failures: Readonly<Record<string, string>>
}

/** Each target by turns, warmed up first; a peer that cannot do the scenario is left out, and any other is an error. */
export const playRounds = async (
  scene: Scene,
  targets: readonly RunningTarget[],
  scenario: Scenario,
  plan: Plan,
): Promise<Played> => {
  const able: RunningTarget[] = []
  const failures: Record<string, string> = {}
  for (const running of targets) {
    try {
      if (scenario.after) await measure(scene, running, scenario.after, plan.warmUpMs)
      await measure(scene, running, scenario, plan.warmUpMs)
      able.push(running)
    } catch (error) {
      if (!running.target.peer) throw error
      failures[running.target.name] = String(error)
    }
  }
  const rounds: Round[] = []
  while (rounds.length < plan.rounds) {
    const round: Measurement[] = []
    for (const running of rounds.length % 2 === 0 ? able : able.toReversed())
      round.push(await measure(scene, running, scenario, scenario.durationMs * plan.pace))
    rounds.push(round)
  }
  return { rounds, failures }
}
