import { parseArgs } from 'node:util'
import type { Plan } from './rounds.ts'
import { type Scenario, scenarioNamed, scenarios } from './scenarios.ts'
import { challengers, type Target } from './targets.ts'

export const usage = `node bench/run.ts [--quick] [--rounds N] [--only SCENARIO] [--against TARGET]
  scenarios: ${scenarios.map((scenario) => scenario.name).join(', ')}
  targets:   ${challengers.map((target) => target.name).join(', ')}`

export interface Options {
  readonly scenarios: readonly Scenario[]
  readonly plan: Plan
  readonly challenger: Target
  /** Whether the library alone is measured too: where nothing was left out. */
  readonly library: boolean
}

const whole: Plan = { rounds: 17, pace: 1, warmUpMs: 3_000 }
const quick: Plan = { rounds: 5, pace: 0.7, warmUpMs: 1_200 }

/** What the command line asks for; throws where it makes no sense. */
export const readOptions = (args: readonly string[]): Options => {
  const { values } = parseArgs({
    args: [...args],
    options: {
      quick: { type: 'boolean', default: false },
      rounds: { type: 'string' },
      only: { type: 'string', multiple: true },
      against: { type: 'string', default: 'turnout' },
    },
  })
  const plan = values.quick ? quick : whole
  const rounds = Number(values.rounds ?? plan.rounds)
  if (!Number.isInteger(rounds) || rounds < 1 || rounds > 1_000)
    throw new Error(`--rounds ${values.rounds}: a number from 1 to 1000`)
  const challenger = challengers.find((target) => target.name === values.against)
  if (challenger === undefined) throw new Error(`no target "${values.against}"`)
  return {
    scenarios: values.only?.map(scenarioNamed) ?? scenarios.filter(({ after }) => !values.quick || after === undefined),
    plan: { ...plan, rounds },
    challenger,
    library: challenger.name === 'turnout' && !values.quick && values.only === undefined,
  }
}
