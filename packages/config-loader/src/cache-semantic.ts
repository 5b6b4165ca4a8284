import type { SemanticSettings } from '@turnout/core'
import type { SaidOfAnswers } from './cache-said.ts'
import type { Names } from './names.ts'
import { hint } from './nearest.ts'
import type { Problem } from './problem.ts'
import type { Answers, CacheKind } from './schema/cache.ts'

/** Kinds that find answers by what prompts mean, and where each has its model. */
const modelKeys = {
  'redis-semantic': 'redis_semantic_cache_embedding_model',
  'valkey-semantic': 'valkey_semantic_cache_embedding_model',
  'qdrant-semantic': 'qdrant_semantic_cache_embedding_model',
} as const satisfies { readonly [K in CacheKind]?: keyof Answers }

const isSemantic = (kind: CacheKind): kind is keyof typeof modelKeys => Object.hasOwn(modelKeys, kind)

/** LiteLLM's. */
const usualModel = 'text-embedding-ada-002'

export interface Semantic {
  readonly settings?: SemanticSettings
  readonly problems: readonly Problem[]
}

/** Whether prompts that mean the same are the same, by which model and how close. */
export function semanticOf(said: SaidOfAnswers, { known, answers, groupOf, shown }: Names): Semantic {
  const kind = said('type')
  if (!kind || !isSemantic(kind.value)) return { problems: [] }
  const threshold = said('similarity_threshold')?.value
  const model = said(modelKeys[kind.value])
  const name = model?.value ?? usualModel
  if (threshold === undefined) return { problems: [missing([...kind.path.slice(0, -1), 'similarity_threshold'])] }
  if (!answers(name)) {
    const message = `The group ${shown(name)}, which is to make embeddings, is not in model_list: only what is asked in the same words is the same.`
    const path = model?.path ?? kind.path
    return { problems: [{ level: 'warning', code: 'dangling-group', message, path, ...hint(name, known) }] }
  }
  return { settings: { model: groupOf(name), threshold }, problems: [vectorsInMemory(kind.path)] }
}

const missing = (path: Problem['path']): Problem => ({
  level: 'error',
  code: 'wrong-type',
  message: 'expected a number from 0 to 1, found nothing.',
  path,
})

const vectorsInMemory = (path: Problem['path']): Problem => ({
  level: 'note',
  code: 'cache-elsewhere',
  message: 'is accepted; embeddings of prompts are kept in memory, by each process for itself.',
  path,
})
