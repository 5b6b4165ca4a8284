import {
  type JsonObject,
  type OperationName,
  ProviderError,
  TurnoutError,
  type Usage,
  type WholeBatch,
} from '@turnout/core'
import type { Ask } from '../engine/ask.ts'
import type { CacheMark } from '../engine/cache-mark.ts'
import { decode } from '../engine/decode.ts'
import type { Engine } from '../engine/engine.ts'
import type { Reply } from '../engine/reply.ts'
import { route } from '../engine/route.ts'
import { type Asked, partKeys } from './answer-key.ts'
import type { Answers } from './answers.ts'
import { askedFor } from './asked-for.ts'
import { canonical } from './canonical.ts'
import { EmbeddingKeeper } from './embedding-keeper.ts'
import { partsOf, sumOf, vectorsIn } from './embedding-parts.ts'
import { type Found, find } from './find.ts'
import { keptReply } from './hit-reply.ts'
import { wholeBatch } from './kept-batch.ts'
import { KeptReply } from './kept-reply.ts'
import type { Plan } from './plan.ts'
import { resultIn } from './result-in.ts'
import { savedOf } from './saved.ts'

/** More keys, or more characters of them, are too long for a header. */
const [mostKeysTold, mostTold] = [16, 2_048]

/** Embeddings of several texts: those that are kept, and only the others are asked for. */
export async function cachedEmbedding<O extends OperationName>(
  engine: Engine,
  answers: Answers,
  plan: Plan,
  ask: Ask<O>,
): Promise<Reply<O>> {
  const parts = partsOf(ask.request['input'])
  const keys = keysOf({ engine, answers, ask, group: ask.group }, parts)
  if (!keys) return route(engine, () => ask)
  const findings = plan.reads ? find(engine, answers, plan, keys) : []
  const found = findings instanceof Promise ? await findings : findings
  const hits = found.filter((one) => one !== undefined)
  const key = told(keys)
  const [first] = hits
  if (plan.reads) ask.cache = { status: 'miss', key, ...savedBy(engine, hits) }
  const keeper = plan.stores ? new EmbeddingKeeper({ engine, answers, plan }) : undefined
  if (!first) {
    ask.keeper = keeper
    return askedFor(engine, answers, plan, ask, keys.join())
  }
  const usage = sumOf(hits.map(({ answer }) => answer.usage))
  if (hits.length === parts.length) {
    const { deployment, answer } = first
    const batch = mergedBatch<O>(resultIn<O>(answer.body), hits.map(vectorOf), usage)
    return keptReply(engine, ask, {
      deployment,
      group: answer.group,
      cache: { status: 'hit', key, ...savedBy(engine, hits) },
      batch,
    })
  }
  const input = parts.filter((_, at) => !found[at])
  const { request } = ask
  const part = { request: { ...request, input }, elsewhere: request, raw: undefined, inputTokens: undefined, keeper }
  const rest: Ask<O> = { ...ask, ...part }
  const live = await route(engine, () => rest)
  // Embeddings of two groups cannot be compared: a fallback was asked for all of them.
  if (live.fallbacks > 0) {
    rest.cache = live.cache && { status: 'miss', key }
    return live
  }
  const fresh = live.whole()
  const result = decode(() => fresh.result())
  const vectors = vectorsIn(result, input.length)
  if (!vectors) throw TurnoutError.from(new ProviderError('server', 'The provider answered with too few embeddings.'))
  const left = vectors.values()
  const all = found.map((one) => (one ? vectorOf(one) : (left.next().value ?? {})))
  const batch = mergedBatch<O>(result, all, sumOf([usage, fresh.usage() ?? sumOf([])]))
  const { operation, requestId, deployment, group, overheadMs } = live
  const cache: CacheMark = live.cache ?? { status: 'miss', key }
  return new KeptReply({
    operation,
    requestId,
    deployment,
    group,
    overheadMs,
    cache,
    live,
    batch,
    scope: ask.scope,
    log: undefined,
  })
}

/** The first keys, or the only one. */
const told = (keys: readonly string[]): string =>
  keys.slice(0, Math.min(mostKeysTold, Math.floor(mostTold / (keys[0]?.length ?? 1)) || 1)).join(',')

/** Undefined where they cannot be made. */
function keysOf(asked: Asked, parts: readonly unknown[]): readonly string[] | undefined {
  try {
    return partKeys(asked, 'input', parts.map(canonical))
  } catch {
    return undefined
  }
}

const vectorOf = ({ answer: { body } }: Found): JsonObject => {
  const result: unknown = resultIn(body)
  return vectorsIn(result, 1)?.[0] ?? {}
}

/** One answer in the order of what was asked for. */
function mergedBatch<O extends OperationName>(
  result: object,
  vectors: readonly JsonObject[],
  usage: Usage,
): WholeBatch<O> {
  const { prompt_tokens, total_tokens } = usage
  const data = vectors.map((vector, index) => ({ ...vector, index }))
  const body = Buffer.from(JSON.stringify({ ...result, data, usage: { prompt_tokens, total_tokens } }))
  return wholeBatch<O>({ body, usage })
}

/** What did not have to be asked for again. */
function savedBy(engine: Engine, hits: readonly Found[]): Pick<CacheMark, 'saved'> {
  if (hits.length === 0) return {}
  const each = hits.map(({ answer, deployment }) => savedOf(engine, answer.usage, deployment))
  const savedUsage = sumOf(hits.map(({ answer }) => answer.usage))
  const savedUsd = each.reduce((sum, one) => sum + (one.savedUsd ?? Number.NaN), 0)
  return { saved: Number.isNaN(savedUsd) ? { savedUsage } : { savedUsage, savedUsd } }
}
