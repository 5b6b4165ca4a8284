import type { Explanation, OperationName } from '@turnout/core'
import type { Ask } from '../engine/ask.ts'
import type { Engine } from '../engine/engine.ts'
import { answerKey, partKeys } from './answer-key.ts'
import type { Answers } from './answers.ts'
import { canonical } from './canonical.ts'
import { partsOf } from './embedding-parts.ts'
import { find } from './find.ts'
import { planOf } from './plan.ts'

/** Whether a request would be answered from the cache, in these words: what only means the same is not looked for. */
export async function isKept(engine: Engine, ask: Ask<OperationName>): Promise<Explanation['cache']> {
  const { answers } = engine
  const plan = answers && planOf(answers, ask)
  if (!answers || !plan?.reads) return 'off'
  try {
    const found = await find(engine, answers, plan, keysOf(engine, answers, ask))
    return found.length > 0 && found.every((one) => one) ? 'hit' : 'miss'
  } catch {
    // No key can be made of it, so that it is served without.
    return 'off'
  }
}

function keysOf(engine: Engine, answers: Answers, ask: Ask<OperationName>): readonly string[] {
  const asked = { engine, answers, ask, group: ask.group }
  if (ask.operation !== 'embedding') return [answerKey(asked)]
  return partKeys(asked, 'input', partsOf(ask.request['input']).map(canonical))
}
