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

/** Each target by turns, warmed up first; a peer that cannot do the scenario is left out from then on, and any other is an error. */
export const playRounds = async (
  scene: Scene,
  targets: readonly RunningTarget[],
  scenario: Scenario,
  plan: Plan,
): Promise<Played> => {
  const failures: Record<string, string> = {}
  const attempt = async (running: RunningTarget, asked: Scenario, durationMs: number): Promise<Measurement[]> => {
    if (failures[running.target.name] !== undefined) return []
    try {
      return [await measure(scene, running, asked, durationMs)]
    } catch (error) {
      if (!running.target.peer) throw error
      failures[running.target.name] = String(error)
      return []
    }
  }
  for (const running of targets) {
    if (scenario.after) await attempt(running, scenario.after, plan.warmUpMs)
    await attempt(running, scenario, plan.warmUpMs)
  }
  const rounds: Round[] = []
  while (rounds.length < plan.rounds) {
    const round: Measurement[] = []
    for (const running of rounds.length % 2 === 0 ? targets : targets.toReversed())
      round.push(...(await attempt(running, scenario, scenario.durationMs * plan.pace)))
    rounds.push(round)
  }
  return { rounds, failures }
}
