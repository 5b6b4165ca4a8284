import type { Deployment } from '@turnout/core'
import type { CacheMark } from '../engine/cache-mark.ts'
import type { Engine } from '../engine/engine.ts'
import type { Answers } from './answers.ts'
import { type KeptAnswer, opened } from './envelope.ts'
import { makerOf } from './maker-of.ts'
import type { Plan } from './plan.ts'
import { savedOf } from './saved.ts'

/** A kept answer that may be given. */
export interface Found {
  readonly key: string
  readonly answer: KeptAnswer
  readonly deployment: Deployment
  readonly mark: CacheMark
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
      const found = value instanceof Uint8Array ? foundIn(engine, answers, key, value) : undefined
      return found && isYoung(engine, plan, found) ? found : undefined
    })
  const values = answers.careful.get(keys)
  return values instanceof Promise ? values.then(look) : look(values)
}

/** A value of a cache in memory stays what it was when it was looked at first, as long as the configuration does. */
function foundIn(engine: Engine, { found }: Answers, key: string, value: Uint8Array): Found | undefined {
  const before = found?.get(value)
  if (before) return before
  const answer = opened(key, value)
  const deployment = answer && engine.groups.get(answer.deploymentId)?.members[0]?.deployment
  if (deployment?.id !== answer?.deploymentId || !deployment || makerOf(deployment) !== answer.maker) return undefined
  const mark = { status: 'hit', key, saved: savedOf(engine, answer.usage, deployment) } as const
  const first = { key, answer, deployment, mark }
  found?.set(value, first)
  return first
}

const isYoung = ({ runtime }: Engine, { oldestMs }: Plan, { answer }: Found): boolean =>
  oldestMs === Infinity || runtime.clock.wallMs() - answer.atMs <= oldestMs
