import type { Deployment } from '@turnout/core'
import type { Engine } from '../engine/engine.ts'
import type { Answers } from './answers.ts'
import { type KeptAnswer, opened } from './envelope.ts'
import { makerOf } from './maker-of.ts'
import type { Plan } from './plan.ts'

/** A kept answer that may be given. */
export interface Found {
  readonly key: string
  readonly answer: KeptAnswer
  readonly deployment: Deployment
}

export type Findings = readonly (Found | undefined)[]

/** What is kept under each of the keys, if it is young enough and its deployment is still there. Never rejects. */
export function find(
  engine: Engine,
  answers: Answers,
  plan: Plan,
  keys: readonly string[],
): Findings | Promise<Findings> {
  const look = (values: readonly (Uint8Array | undefined)[]): Findings =>
    keys.map((key, at) => {
      const value = values[at]
      const answer = value instanceof Uint8Array ? answerIn(answers, key, value) : undefined
      return answer && allowed(engine, plan, key, answer)
    })
  const values = answers.careful.get(keys)
  return values instanceof Promise ? values.then(look) : look(values)
}

/** A value of a cache in memory stays what it was when it was looked at first. */
function answerIn({ opened: known }: Answers, key: string, value: Uint8Array): KeptAnswer | undefined {
  const before = known?.get(value)
  if (before) return before
  const answer = opened(key, value)
  if (answer) known?.set(value, answer)
  return answer
}

function allowed(engine: Engine, plan: Plan, key: string, answer: KeptAnswer): Found | undefined {
  if (plan.oldestMs < Infinity && engine.runtime.clock.wallMs() - answer.atMs > plan.oldestMs) return undefined
  const deployment = engine.groups.get(answer.deploymentId)?.members[0]?.deployment
  const isSame = deployment?.id === answer.deploymentId && makerOf(deployment) === answer.maker
  return isSame ? { key, answer, deployment } : undefined
}
