import { parseArgs } from 'node:util'
import type { Plan } from './parts/rounds.ts'
import { type Scenario, scenarioNamed, scenarios } from './parts/scenarios.ts'
import { peers } from './peers/peers.ts'
import type { Target } from './targets/target.ts'
import { challengers } from './targets/targets.ts'
import { turnout } from './targets/turnout.ts'

export const usage = `node bench/run.ts [--quick] [--rounds N] [--only SCENARIO …] [--against TARGET …] [--peers]
  scenarios: ${scenarios.map((scenario) => scenario.name).join(', ')}
  targets:   ${challengers.map((target) => target.name).join(', ')}`

export interface Options {
  readonly scenarios: readonly Scenario[]
  readonly plan: Plan
  readonly challengers: readonly Target[]
}

const whole: Plan = { rounds: 25, pace: 1, warmUpMs: 3_000 }
const quick: Plan = { rounds: 7, pace: 1, warmUpMs: 1_200 }
const quickly = ['chat', 'large', 'burst', 'paced']

const challengerNamed = (name: string): Target => {
  const target = challengers.find((candidate) => candidate.name === name)
  if (target === undefined) throw new Error(`no target "${name}"`)
  return target
}

/** What the command line asks for; throws where it makes no sense. */
export const readOptions = (args: readonly string[]): Options => {
  const { values } = parseArgs({
    args: [...args],
    options: {
      quick: { type: 'boolean', default: false },
      rounds: { type: 'string' },
      only: { type: 'string', multiple: true },
      against: { type: 'string', multiple: true },
      peers: { type: 'boolean', default: false },
    },
  })
  const plan = values.quick ? quick : whole
  const rounds = Number(values.rounds ?? plan.rounds)
  if (!Number.isInteger(rounds) || rounds < 1 || rounds > 1_000)
    throw new Error(`--rounds ${values.rounds}: a number from 1 to 1000`)
  const named = values.against?.map(challengerNamed) ?? [turnout]
  return {
    scenarios: (values.only ?? (values.quick ? quickly : scenarios.map(({ name }) => name))).map(scenarioNamed),
    plan: { ...plan, rounds },
    challengers: [...new Set([...named, ...(values.peers ? peers : [])])],
  }
}
