import { type ChunkBatch, isJsonObject, type OperationName, type WholeBatch } from '@turnout/core'
import type { Ask } from '../engine/ask.ts'
import type { KeptAnswer } from './envelope.ts'
import { chunksOf, eventsOf } from './replay/chunks-of.ts'
import { resultIn } from './result-in.ts'

/** A kept answer as it is asked for: plain, or told again as a stream. */
export const keptBatch = <O extends OperationName>(ask: Ask<O>, answer: KeptAnswer): WholeBatch<O> | ChunkBatch<O> =>
  ask.stream ? chunkBatch(ask, answer) : wholeBatch(answer)

export const wholeBatch = <O extends OperationName>({
  body,
  usage,
}: Pick<KeptAnswer, 'body' | 'usage'>): WholeBatch<O> => ({
  kind: 'whole',
  raw: body,
  result: () => resultIn<O>(body),
  usage: () => usage,
})

function chunkBatch<O extends OperationName>(
  { operation, request }: Ask<O>,
  { body, usage }: KeptAnswer,
): ChunkBatch<O> {
  const options = request['stream_options']
  const includeUsage = isJsonObject(options) && options['include_usage'] === true
  const result = resultIn<O>(body)
  const { choices } = Object(result)
  const finished = Array.isArray(choices) ? [...choices.keys()] : []
  return {
    kind: 'chunks',
    raw: eventsOf(operation, result, { includeUsage }),
    facts: { content: true, choices: finished.length, finished, done: true, usage },
    chunks: () => chunksOf(operation, result, { includeUsage }),
  }
}
