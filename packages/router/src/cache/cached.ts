import type { OperationName } from '@turnout/core'
import type { Ask } from '../engine/ask.ts'
import type { Engine } from '../engine/engine.ts'
import type { Reply } from '../engine/reply.ts'
import { route } from '../engine/route.ts'
import { AnswerKeeper } from './answer-keeper.ts'
import { type Asked, answerKey } from './answer-key.ts'
import type { Answers } from './answers.ts'
import { askedFor } from './asked-for.ts'
import { cachedEmbedding } from './cached-embedding.ts'
import { find } from './find.ts'
import { hitReply } from './hit-reply.ts'
import { planOf } from './plan.ts'
import type { Meaning } from './semantic-search.ts'

/**
 * One request at the rim: from the cache, where it may and can be, without a look at any deployment, limit or signal;
 * else by its route, and its answer may go to the cache. Throws what `route` throws.
 */
export async function cached<O extends OperationName>(
  engine: Engine,
  answers: Answers,
  understand: () => Ask<O>,
): Promise<Reply<O>> {
  const ask = shareable(answers, understand())
  const plan = planOf(answers, ask)
  if (!plan) return route(engine, () => ask)
  if (ask.operation === 'embedding') return cachedEmbedding(engine, answers, plan, ask)
  const key = keyOf({ engine, answers, ask, group: ask.group })
  if (key === undefined) return route(engine, () => ask)
  let meaning: Meaning | undefined
  if (plan.reads) {
    const found = find(engine, answers, plan, [key])
    const [hit] = found instanceof Promise ? await found : found
    if (hit) return hitReply(engine, ask, hit)
    ask.cache = { status: 'miss', key }
    const { semantic } = answers
    meaning = await semantic?.meaningOf({ engine, answers, ask, group: ask.group }, (text) =>
      cached(engine, answers, () => text),
    )
    const near = meaning && (await semantic?.nearest(meaning))
    const [similar] = near ? await find(engine, answers, plan, [near.key]) : []
    if (near && similar) return hitReply(engine, ask, similar, near.similarity)
  }
  if (plan.stores) ask.keeper = new AnswerKeeper({ engine, answers, plan, key, meaning })
  return askedFor(engine, answers, plan, ask, key)
}

/**
 * Answers that others get are to what was understood: a provider could read something else in a text that says one
 * thing twice.
 */
const shareable = <O extends OperationName>({ settings }: Answers, ask: Ask<O>): Ask<O> =>
  settings.shared && ask.raw !== undefined ? { ...ask, raw: undefined } : ask

/** A request whose key cannot be made is served without the cache. */
function keyOf(asked: Asked): string | undefined {
  try {
    return answerKey(asked)
  } catch {
    return undefined
  }
}
