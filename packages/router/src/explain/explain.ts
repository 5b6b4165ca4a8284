import { type ChoiceRecord, type Explanation, type OperationName, ProviderError } from '@turnout/core'
import { isKept } from '../cache/is-kept.ts'
import type { Ask } from '../engine/ask.ts'
import type { Engine } from '../engine/engine.ts'
import { FallbackWalk, type Stop } from '../engine/fallback-walk.ts'
import { pointOf } from '../engine/group-point.ts'
import { patched } from '../engine/patched.ts'
import { explainGroup } from './explain-group.ts'
import { forkedRandom } from './forked-random.ts'

/**
 * What would become of a request: no provider is asked, no limit taken, nothing counted or remembered, and chance is not
 * touched. What a strategy asks outside (`prepare`) is not asked, so it chooses without.
 */
export async function explain(engine: Engine, asked: Ask<OperationName>): Promise<Explanation> {
  const imagined: Engine = { ...engine, isImagined: true, runtime: { ...engine.runtime, random: forkedRandom() } }
  const { operation, model, group } = asked
  return {
    ...{ operation, model, asked: group },
    cache: await isKept(engine, asked),
    choices: await choicesOf(imagined, asked),
  }
}

/** The group asked for, and the others in the order in which they would be gone to. */
async function choicesOf(engine: Engine, asked: Ask<OperationName>): Promise<readonly ChoiceRecord[]> {
  const walk = new FallbackWalk(engine, asked)
  const choices: ChoiceRecord[] = []
  for (let stop: Stop | undefined = asked; stop; ) {
    const ask = stop === asked ? asked : patched({ ...asked, wildcard: stop.wildcard }, stop.patch)
    const entry = engine.groups.get(stop.group)
    if (!entry) return choices
    await engine.adaptersLoaded(entry)
    await engine.windows?.prepare(ask, entry)
    const { choice, failure } = await explainGroup({ engine, ask, group: stop.group, entry })
    choices.push(choice)
    stop = walk.after(failure ?? anyFailure, pointOf({ ...asked, wildcard: stop.wildcard }, stop.group))
  }
  return choices
}

/** What nearly every group would be left for. */
const anyFailure = new ProviderError('server', 'The attempt failed.')
